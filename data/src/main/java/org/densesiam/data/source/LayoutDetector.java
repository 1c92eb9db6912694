package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decides whether a folder is laid out as ImageNet is. */
final class LayoutDetector {
  private static final Pattern SYNSET = Pattern.compile("n\\d{8}");

  private LayoutDetector() {}

  /**
   * The decision.
   *
   * @param root the folder to list
   * @param layout never AUTO
   * @param classes sorted class folders of {@code root}, empty for FOLDER
   * @param explanation one sentence
   */
  record Found(
      Path root, ImageSource.Layout layout, ImmutableList<String> classes, String explanation) {}

  static Found detect(Path folder, ImageSource.Layout wanted) {
    return switch (wanted) {
      case FOLDER -> plain(folder, "as asked");
      case IMAGENET -> {
        ImmutableList<String> classes = subfolders(trainOf(folder));
        checkArgument(
            !classes.isEmpty(),
            "%s has no class folders, which layout IMAGENET needs; use layout FOLDER",
            trainOf(folder));
        yield imageNet(folder, classes, "as asked");
      }
      case AUTO -> {
        ImmutableList<String> classes = subfolders(trainOf(folder));
        boolean synsets =
            !classes.isEmpty() && classes.stream().allMatch(name -> SYNSET.matcher(name).matches());
        yield synsets
            ? imageNet(folder, classes, "each subfolder is named as a synset")
            : plain(folder, "its subfolders are not named as synsets, n and eight digits");
      }
    };
  }

  private static Found plain(Path folder, String why) {
    return new Found(
        folder,
        ImageSource.Layout.FOLDER,
        ImmutableList.of(),
        "%s is read as any folder, without labels (%s)".formatted(folder, why));
  }

  private static Found imageNet(Path folder, ImmutableList<String> classes, String why) {
    Path root = trainOf(folder);
    return new Found(
        root,
        ImageSource.Layout.IMAGENET,
        classes,
        "%s is read as ImageNet's layout, %d classes (%s)%s"
            .formatted(
                root, classes.size(), why, root.equals(folder) ? "" : "; only train/ is read"));
  }

  private static Path trainOf(Path folder) {
    Path train = folder.resolve("train");
    return Files.isDirectory(train) ? train : folder;
  }

  private static ImmutableList<String> subfolders(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list %s: %s".formatted(folder, e), e);
    }
  }
}
