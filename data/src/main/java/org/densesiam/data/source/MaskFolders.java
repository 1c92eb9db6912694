package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.densesiam.data.PrintableText;

/**
 * A folder of images and a folder of label maps: PNGs under the same names but for the ending,
 * {@code a/1.jpg} and {@code a/1.png}. A label map has one channel, or a palette, whose indices
 * count and not its colours; {@link LabelValues} says what its values mean.
 */
public final class MaskFolders {
  private static final int NAMES_IN_A_SENTENCE = 3;
  private static final String LABEL_ENDING = ".png";

  private MaskFolders() {}

  /**
   * Lists the images and finds the labels of each. Labels without an image are counted, not read.
   *
   * @param images searched recursively, as by {@link FolderSource}
   * @param labels searched recursively
   * @param classList see {@link LabelValues#read}
   * @throws IllegalArgumentException if a folder is missing, there is no image, an image has no
   *     labels, two have the same, or the list of classes is faulty
   * @throws java.io.UncheckedIOException if something cannot be read
   */
  public static ImageSource open(Path images, Path labels, Path classList) {
    LabelValues values = LabelValues.read(classList);
    FolderSource source = FolderSource.open(images, ImageSource.Layout.FOLDER);
    checkArgument(
        Files.isDirectory(labels),
        "%s %s; give a folder of label maps, PNGs named as the images",
        labels,
        Files.exists(labels) ? "is not a folder" : "does not exist");
    checkNamesDiffer(images, source.images());
    Map<String, SourceImage.LabelFile> byStem = labelFiles(labels);
    checkNoneMissing(labels, source.images(), byStem);
    ImmutableList<SourceImage> labelled =
        source.images().stream()
            .map(image -> image.withLabelFile(labelOf(image, byStem)))
            .collect(toImmutableList());
    String explanation =
        "%s is read with a label map for each image from %s; classes in %s: %d"
            .formatted(images, labels, classList, values.classes().size());
    int others = source.ignoredFiles() + byStem.size() - labelled.size();
    return new LabelledSource(images, labelled, values, explanation, others);
  }

  private static Map<String, SourceImage.LabelFile> labelFiles(Path folder) {
    return ImageFileLister.list(folder).images().stream()
        .filter(file -> file.fault().isEmpty())
        .filter(file -> Ascii.toLowerCase(file.name()).endsWith(LABEL_ENDING))
        .collect(
            Collectors.toMap(
                file -> stem(file.name()),
                file ->
                    new SourceImage.LabelFile(
                        file.name(), folder.resolve(file.name()), file.bytes()),
                (first, second) -> {
                  throw new IllegalArgumentException(
                      "%s has both %s and %s; keep one"
                          .formatted(
                              folder,
                              PrintableText.ofName(first.name()),
                              PrintableText.ofName(second.name())));
                }));
  }

  private static void checkNamesDiffer(Path folder, ImmutableList<SourceImage> images) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (SourceImage image : images) {
      String before = seen.put(stem(image.name()), image.name());
      checkArgument(
          before == null,
          "%s has both %s and %s, for which the same label map would count; keep one, and label maps in a folder of their own",
          folder,
          PrintableText.ofName(String.valueOf(before)),
          PrintableText.ofName(image.name()));
    }
  }

  private static void checkNoneMissing(
      Path labels, ImmutableList<SourceImage> images, Map<String, SourceImage.LabelFile> byStem) {
    ImmutableList<String> missing =
        images.stream()
            .map(SourceImage::name)
            .filter(name -> !byStem.containsKey(stem(name)))
            .collect(toImmutableList());
    checkArgument(
        missing.isEmpty(),
        "%s of %s images have no label map in %s: %s; add PNGs of the same names, or leave those images out",
        missing.size(),
        images.size(),
        labels,
        first(missing));
  }

  private static SourceImage.LabelFile labelOf(
      SourceImage image, Map<String, SourceImage.LabelFile> byStem) {
    SourceImage.LabelFile found = byStem.get(stem(image.name()));
    if (found == null) {
      throw new IllegalStateException("no labels of " + image.name() + ", though checked");
    }
    return found;
  }

  /** The first names of a list, and that there are more. */
  static String first(ImmutableList<String> names) {
    return names.stream()
            .limit(NAMES_IN_A_SENTENCE)
            .map(PrintableText::ofName)
            .collect(Collectors.joining(", "))
        + (names.size() > NAMES_IN_A_SENTENCE ? ", ..." : "");
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
