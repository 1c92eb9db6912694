package org.densesiam.trainer.predict;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.densesiam.data.DiskErrors;
import org.densesiam.data.PrintableText;

/** Where results go. A file has its name only when it is whole; one that is there is replaced. */
final class ResultFolder {
  private static final int DRAFT_KEY_LENGTH = 16;

  private final Path path;

  /**
   * Makes the folder if it is missing.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  ResultFolder(Path path) {
    this.path = path;
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + path, e);
    }
  }

  /**
   * Asks the file system whether a file may have a name, which may be longer than an image's.
   *
   * @throws IOException that says so if it may not
   */
  void requireName(String name) throws IOException {
    Path file = path.resolve(name);
    ask(file, file); // the whole path has a limit
    ask(file, path.resolve(file.getFileName())); // and a name by itself, in a folder that is there
  }

  private static void ask(Path result, Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException | AccessDeniedException e) {
      return; // the usual case, and one that is every image's
    } catch (FileSystemException e) {
      throw new IOException(
          "its result cannot be named %s: %s"
              .formatted(
                  PrintableText.ofName(result.getFileName().toString()), DiskErrors.reason(e)),
          e);
    }
  }

  /**
   * Writes one file.
   *
   * @param name relative, with {@code /}; folders are made
   * @throws UncheckedIOException if it cannot be written
   */
  Path write(String name, byte[] content) {
    Path file = path.resolve(name);
    Path draft = draft(file);
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

  /** As short for a long name as for any; the same again after a crash. */
  private static Path draft(Path file) {
    String key = Hashing.sha256().hashString(file.getFileName().toString(), UTF_8).toString();
    return file.resolveSibling("." + key.substring(0, DRAFT_KEY_LENGTH) + ".draft");
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
