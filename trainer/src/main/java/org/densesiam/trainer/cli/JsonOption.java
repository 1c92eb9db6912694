package org.densesiam.trainer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.trainer.machine.RecordJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --json} of every command that prints a table; add it by {@code @Mixin}. */
final class JsonOption {
  private static final String STDOUT = "-";

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = STDOUT,
      paramLabel = "FILE",
      description = "Print one JSON object in place of the table; with FILE, write it there.")
  private @Nullable String json;

  /** Whether it was given. */
  boolean isGiven() {
    return json != null;
  }

  /**
   * Shows a result: to a program on stdout, with nothing else there, or to a person.
   *
   * @param result whose components' names are the fields
   * @param table prints it for a person
   */
  void show(Record result, PrintWriter out, Runnable table) {
    if (STDOUT.equals(json)) {
      out.print(RecordJson.write(result));
      return;
    }
    table.run();
    if (json != null) {
      write(Path.of(json), RecordJson.write(result));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
