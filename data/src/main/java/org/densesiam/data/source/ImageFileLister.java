package org.densesiam.data.source;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** Walks a folder for files that are named as pictures. */
final class ImageFileLister extends SimpleFileVisitor<Path> {
  // What we cannot decode is listed too: the import then rejects it with a reason, instead of
  // leaving the user to wonder where the WebP files went.
  private static final ImmutableSet<String> EXTENSIONS =
      ImmutableSet.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "heif",
          "avif", "jp2");

  private static final String UNTELLABLE =
      "expected a name in the encoding %s, found other bytes (told as %%XX here); rename it, or set LC_ALL to a locale of its encoding, such as C.UTF-8"
          .formatted(System.getProperty("sun.jnu.encoding"));

  private final Path root;
  private final List<SourceImage> images = new ArrayList<>();
  private int otherFiles;

  private ImageFileLister(Path root) {
    this.root = root;
  }

  static ImageFileLister list(Path root) {
    ImageFileLister lister = new ImageFileLister(root);
    try {
      // Gives sizes without asking the file system a second time.
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, lister);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list %s: %s".formatted(root, e), e);
    }
    lister.images.sort(Comparator.comparing(SourceImage::name));
    return lister;
  }

  /** Without labels, sorted by name. */
  ImmutableList<SourceImage> images() {
    return ImmutableList.copyOf(images);
  }

  int otherFiles() {
    return otherFiles;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return !folder.equals(root) && isHidden(folder)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String extension = Ascii.toLowerCase(MoreFiles.getFileExtension(file));
    if (isHidden(file) || !EXTENSIONS.contains(extension)) {
      otherFiles++;
    } else {
      images.add(image(file, attributes.size()));
    }
    return FileVisitResult.CONTINUE;
  }

  private SourceImage image(Path file, long bytes) {
    String name = root.relativize(file).toString();
    return isPathOf(name, file)
        ? SourceImage.plain(name.replace(File.separatorChar, '/'), bytes)
        : SourceImage.faulty(escapedBytes(file), bytes, UNTELLABLE);
  }

  /** Names are bytes to Linux; those that are no text in Java's encoding lead nowhere as a text. */
  private boolean isPathOf(String name, Path file) {
    try {
      return root.resolve(name).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private String escapedBytes(Path file) {
    return root.toUri().relativize(file.toUri()).getRawPath();
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE; // a link to a folder that is being listed already
    }
    throw e;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
