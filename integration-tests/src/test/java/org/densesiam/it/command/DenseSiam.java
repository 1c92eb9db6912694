package org.densesiam.it.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run of {@code densesiam}, with the classes of this build. */
final class DenseSiam implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  /** How it ended. */
  record Outcome(int exitCode, String out, String err) {
    /** What a failure is told by. */
    String lastErrorLine() {
      return err.lines().reduce("", (before, line) -> line);
    }
  }

  private DenseSiam(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command.
   *
   * @param folder the working directory, which gets the files {@code out.txt} and {@code err.txt}
   */
  static DenseSiam start(Path folder, String... arguments) throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                ImmutableList.<String>builder()
                    .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                    .add("-Xmx1g", "-cp", System.getProperty("java.class.path"))
                    .add("org.densesiam.trainer.cli.Main")
                    .add(arguments)
                    .build())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new DenseSiam(process, out, err);
  }

  /** Runs a command to its end. */
  static Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
    try (DenseSiam command = start(folder, arguments)) {
      return command.await();
    }
  }

  /** Asks it to stop, as a scheduler does. Not SIGINT, which a build in the background ignores. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the end. */
  Outcome await() throws IOException, InterruptedException {
    if (!process.waitFor(5, MINUTES)) {
      throw new IllegalStateException(
          "Did not end within 5 minutes: " + Files.readString(err, UTF_8));
    }
    return new Outcome(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** Leaves no process behind. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
