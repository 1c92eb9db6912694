package org.densesiam.data.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Words for what a file system refuses; {@link IOException}s of {@code java.nio} often hold a bare
 * path.
 */
final class DiskErrors {
  private DiskErrors() {}

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    String message = e instanceof FileSystemException error ? error.getReason() : e.getMessage();
    return Objects.requireNonNullElse(message, e.getClass().getSimpleName());
  }

  static UncheckedIOException cannotWrite(Path folder, IOException e) {
    return new UncheckedIOException(
        "Cannot write to %s: %s; make room there or give a folder you may write to, then run the same import again: finished shards are kept"
            .formatted(folder, reason(e)),
        e);
  }
}
