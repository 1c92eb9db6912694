package org.densesiam.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Files that Java cannot make. */
public final class SpecialFiles {
  private SpecialFiles() {}

  /** Makes a named pipe, by POSIX's {@code mkfifo}. */
  public static Path pipe(Path file) throws IOException, InterruptedException {
    run("mkfifo", file.toString());
    return file;
  }

  /**
   * Copies a file to a name in {@code folder} that need not be text.
   *
   * @param octal for {@code printf}, as {@code caf\351.jpg}, which is Latin-1 and no UTF-8
   */
  public static void copyToName(Path file, Path folder, String octal)
      throws IOException, InterruptedException {
    run(
        "sh",
        "-c",
        "cp \"$1\" \"$2/$(printf \"$3\")\"",
        "sh",
        file.toString(),
        folder.toString(),
        octal);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("failed: " + String.join(" ", command));
    }
  }
}
