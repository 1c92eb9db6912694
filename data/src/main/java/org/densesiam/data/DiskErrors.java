package org.densesiam.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * Words for what a file system refuses; {@link IOException}s of {@code java.nio} often hold a bare
 * path.
 */
public final class DiskErrors {
  private DiskErrors() {}

  /** What is the matter, without the file's name where the exception lets it be told apart. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    String message = e instanceof FileSystemException error ? error.getReason() : e.getMessage();
    return Objects.requireNonNullElse(message, e.getClass().getSimpleName());
  }
}
