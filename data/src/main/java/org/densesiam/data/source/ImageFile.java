package org.densesiam.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.densesiam.data.DiskErrors;
import org.densesiam.data.PrintableText;

/**
 * Reads files that should be images, or labels of one.
 *
 * <p>Only regular files are opened, and links to them: opening a pipe waits for a writer, for ever
 * if there is none, and a device need not have an end. No more is read than the file was long.
 */
public final class ImageFile {
  /** A longer file is not read: a record is one protobuf message, of less than 2 GiB. */
  static final long MAX_BYTES = 1L << 30;

  private ImageFile() {}

  /**
   * The bytes of an image's file.
   *
   * @throws NotAFileException if it is no regular file
   * @throws IOException whose message is a reason that needs no file name, if it cannot be read
   */
  public static byte[] read(ImageSource source, SourceImage image) throws IOException {
    if (image.fault().isPresent()) {
      throw new IOException(image.fault().get());
    }
    return read(source.file(image));
  }

  /**
   * The bytes of a file.
   *
   * @throws NotAFileException if it is no regular file
   * @throws IOException whose message is a reason that needs no file name, if it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    try {
      long size = attributes(file).size();
      if (size > MAX_BYTES) {
        throw new IOException("expected at most %d bytes, found %d".formatted(MAX_BYTES, size));
      }
      return size == 0 ? new byte[0] : read(file, (int) size); // files of /proc have no size
    } catch (NotAFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(DiskErrors.reason(e), e);
    }
  }

  private static byte[] read(Path file, int size) throws IOException {
    byte[] bytes = new byte[size];
    try (InputStream in = Files.newInputStream(file)) {
      int read = in.readNBytes(bytes, 0, size);
      return read == size ? bytes : Arrays.copyOf(bytes, read);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new NotAFileException(link(file) + FileKind.of(file));
      }
      return attributes;
    } catch (NotAFileException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isSymbolicLink(file)) {
        throw e;
      }
      String why =
          e instanceof NoSuchFileException
              ? "where there is nothing"
              : "which cannot be followed: " + DiskErrors.reason(e);
      throw new IOException("expected a regular file, found " + link(file) + why, e);
    }
  }

  /** {@code a link to /dev/zero, }, or nothing if the file is none. */
  private static String link(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? "a link to %s, ".formatted(PrintableText.ofName(Files.readSymbolicLink(file).toString()))
        : "";
  }
}
