package org.densesiam.trainer.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A list of images in a file: a name a line, in UTF-8. Empty lines and lines that begin with {@code
 * #} say nothing.
 */
public final class LabelList {
  private LabelList() {}

  /**
   * Reads a list, in its order; a name that comes twice counts once.
   *
   * @throws IllegalArgumentException if there is no such file, no text in it, or no name
   */
  public static ImmutableSet<String> read(Path file) {
    checkArgument(Files.isRegularFile(file), "no list of images %s", file);
    try (Stream<String> lines = Files.lines(file)) {
      ImmutableSet<String> names =
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(toImmutableSet());
      checkArgument(!names.isEmpty(), "%s names no image; it should have a name a line", file);
      return names;
    } catch (IOException | UncheckedIOException e) {
      checkArgument(
          !(e.getCause() instanceof CharacterCodingException),
          "%s is no list of images: it is not text in UTF-8",
          file);
      throw new UncheckedIOException(
          "Cannot read " + file, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** Writes a list; an existing one is replaced. */
  public static void write(Path file, ImmutableSet<String> names) {
    TextFile.write(file, String.join("\n", names) + "\n");
  }
}
