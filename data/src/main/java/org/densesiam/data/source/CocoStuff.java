package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * COCO-Stuff (Caesar, Uijlings and Ferrari, CVPR 2018) as work on unsupervised segmentation uses it
 * since IIC and PiCIE: the images of a curated list, labelled by 27 super-categories.
 *
 * <pre>
 * COCO/images/train2017/000000000009.jpg        and val2017
 * COCO/annotations/train2017/000000000009.png   the stuff-thing maps: 0..181, 255 unlabelled
 * LIST                                          000000000009 and so on, one a line
 * </pre>
 */
public final class CocoStuff {
  private static final ImmutableList<String> SPLITS = ImmutableList.of("train2017", "val2017");

  private CocoStuff() {}

  /**
   * Finds the images of a list, in whichever split they are, and the labels of each.
   *
   * @param coco folder that holds {@code images} and {@code annotations}
   * @param list names of images without ending, one a line; an ending is ignored
   * @throws IllegalArgumentException if the folder or the list is missing or empty, or an image or
   *     its labels are missing
   * @throws UncheckedIOException if something cannot be read
   */
  public static ImageSource open(Path coco, Path list) {
    checkArgument(
        Files.isDirectory(coco.resolve("images")) && Files.isDirectory(coco.resolve("annotations")),
        "%s has no folders images and annotations; give the folder that holds COCO's images/train2017 and annotations/train2017",
        coco);
    ImmutableList<String> stems = stems(list);
    Listing listing = new Listing(coco);
    stems.forEach(listing::add);
    listing.checkComplete(stems.size());
    ImmutableList<SourceImage> images =
        ImmutableList.sortedCopyOf(Comparator.comparing(SourceImage::name), listing.images);
    String explanation =
        "%s is read as COCO-Stuff in %d super-categories, the images of %s"
            .formatted(coco, CocoCategories.VALUES.classes().size(), list);
    return new LabelledSource(coco, images, CocoCategories.VALUES, explanation, 0);
  }

  private static ImmutableList<String> stems(Path list) {
    try {
      ImmutableList<String> lines =
          Files.readAllLines(list).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(CocoStuff::stem)
              .collect(toImmutableList());
      checkArgument(!lines.isEmpty(), "%s lists no images; give names, one a line", list);
      return ImmutableSet.copyOf(lines).asList();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s does not exist; give a list of images, one name a line".formatted(list), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(list, e), e);
    }
  }

  /** {@code train2017/1.jpg} is {@code 1}: some lists have whole paths. */
  private static String stem(String line) {
    String name = line.substring(line.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** What was found of a list so far. */
  private static final class Listing {
    private final Path coco;
    private final List<SourceImage> images = new ArrayList<>();
    private final List<String> withoutImage = new ArrayList<>();
    private final List<String> withoutLabels = new ArrayList<>();

    Listing(Path coco) {
      this.coco = coco;
    }

    void add(String stem) {
      Optional<Path> image = find("images", stem + ".jpg");
      Optional<Path> labels = find("annotations", stem + ".png");
      if (image.isEmpty()) {
        withoutImage.add(stem);
      } else if (labels.isEmpty()) {
        withoutLabels.add(stem);
      } else {
        Path file = labels.get();
        SourceImage.LabelFile labelFile = new SourceImage.LabelFile(name(file), file, size(file));
        images.add(
            SourceImage.plain(name(image.get()), size(image.get())).withLabelFile(labelFile));
      }
    }

    private Optional<Path> find(String folder, String name) {
      return SPLITS.stream()
          .map(split -> coco.resolve(folder).resolve(split).resolve(name))
          .filter(Files::isRegularFile)
          .findFirst();
    }

    private String name(Path file) {
      return coco.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private static long size(Path file) {
      try {
        return Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
      }
    }

    void checkComplete(int listed) {
      checkNone(withoutImage, listed, "image", coco.resolve("images"), ".jpg");
      checkNone(withoutLabels, listed, "label map", coco.resolve("annotations"), ".png");
    }

    private static void checkNone(
        List<String> missing, int listed, String what, Path folder, String ending) {
      checkArgument(
          missing.isEmpty(),
          "%s of %s listed images have no %s %s/{%s}/*%s: %s; unpack the missing archive, or shorten the list",
          missing.size(),
          listed,
          what,
          folder,
          String.join(",", SPLITS),
          ending,
          MaskFolders.first(ImmutableList.copyOf(missing)));
    }
  }
}
