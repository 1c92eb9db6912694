package org.densesiam.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.ImageRecord;

/**
 * The images of a folder, listed once and sorted by name (by UTF-16 code units, so the same
 * everywhere). Equal folders give equal lists.
 *
 * <p>Files named as pictures are listed, whatever they hold; other and hidden files are counted and
 * left alone. Symbolic links are followed. Whether what is listed is a file at all shows when it is
 * read ({@link ImageFile}).
 */
public final class FolderSource implements ImageSource {
  private final Path root;
  private final LayoutDetector.Found found;
  private final ImmutableList<String> classes;
  private final ImmutableList<SourceImage> images;
  private final int ignoredFiles;

  private FolderSource(LayoutDetector.Found found, ImageFileLister listed) {
    this.root = found.root();
    this.found = found;
    this.classes = found.classes();
    this.images = labelled(listed.images(), classes);
    this.ignoredFiles = listed.otherFiles() + listed.images().size() - images.size();
  }

  /**
   * Lists a folder.
   *
   * <p>With {@link ImageSource.Layout#AUTO}, the folder is ImageNet's if its {@code train} folder,
   * or else the folder itself, has subfolders and each of them is named as a WordNet id ({@code n}
   * and eight digits). With {@link ImageSource.Layout#IMAGENET} the subfolders may have any names.
   * {@code val} and {@code test} beside {@code train} are not read. The label of a class is the
   * position of its folder among all class folders, sorted by name, from 0.
   *
   * @throws IllegalArgumentException if the folder is missing, holds no picture, or has not the
   *     layout asked for
   * @throws java.io.UncheckedIOException if it cannot be listed
   */
  public static FolderSource open(Path folder, ImageSource.Layout layout) {
    checkArgument(
        Files.isDirectory(folder),
        "%s %s; give a folder of JPEG or PNG images",
        folder,
        Files.exists(folder) ? "is not a folder" : "does not exist");
    LayoutDetector.Found found = LayoutDetector.detect(folder, layout);
    FolderSource source = new FolderSource(found, ImageFileLister.list(found.root()));
    checkArgument(
        !source.images.isEmpty(),
        "%s holds no image files (%s other files); give a folder of JPEG or PNG images",
        found.root(),
        source.ignoredFiles);
    return source;
  }

  @Override
  public ImmutableList<SourceImage> images() {
    return images;
  }

  @Override
  public Path file(SourceImage image) {
    return root.resolve(image.name());
  }

  @Override
  public ImageSource.Layout layout() {
    return found.layout();
  }

  @Override
  public String explanation() {
    return found.explanation();
  }

  @Override
  public ImmutableList<String> classes() {
    return classes;
  }

  /** None. */
  @Override
  public Optional<LabelValues> labelValues() {
    return Optional.empty();
  }

  /** Files that are not listed: no picture by name, hidden, or outside every class folder. */
  @Override
  public int ignoredFiles() {
    return ignoredFiles;
  }

  private static ImmutableList<SourceImage> labelled(
      ImmutableList<SourceImage> images, ImmutableList<String> classes) {
    ImmutableMap.Builder<String, ImageRecord.Label> labels = ImmutableMap.builder();
    for (int i = 0; i < classes.size(); i++) {
      labels.put(classes.get(i), new ImageRecord.Label(i, classes.get(i)));
    }
    ImmutableMap<String, ImageRecord.Label> byFolder = labels.buildOrThrow();
    return images.stream()
        .map(image -> image.withLabel(labelOf(image, byFolder)))
        .filter(image -> classes.isEmpty() || image.label().isPresent())
        .collect(ImmutableList.toImmutableList());
  }

  private static Optional<ImageRecord.Label> labelOf(
      SourceImage image, ImmutableMap<String, ImageRecord.Label> byFolder) {
    int slash = image.name().indexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.ofNullable(byFolder.get(image.name().substring(0, slash)));
  }
}
