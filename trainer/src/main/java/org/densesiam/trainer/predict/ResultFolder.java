package org.densesiam.trainer.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where results go. A file has its name only when it is whole; one that is there is replaced. */
final class ResultFolder {
  private final Path path;

  ResultFolder(Path path) {
    this.path = path;
  }

  /**
   * Writes one file.
   *
   * @param name relative, with {@code /}; folders are made
   * @throws UncheckedIOException if it cannot be written
   */
  Path write(String name, byte[] content) {
    Path file = path.resolve(name);
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.createDirectories(draft.resolveSibling(""));
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      deleteQuietly(draft, e);
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void deleteQuietly(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** Removes what an earlier prediction left under a name. */
  void remove(String name) {
    try {
      Files.deleteIfExists(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + path.resolve(name), e);
    }
  }

  Path path() {
    return path;
  }
}
