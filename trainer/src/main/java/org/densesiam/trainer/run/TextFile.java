package org.densesiam.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.densesiam.data.shard.AtomicFile;

/** Writes a small text so that it is there whole or not at all, even when the machine stops. */
final class TextFile {
  private TextFile() {}

  /** Replaces a file that is there already. */
  static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
