package org.densesiam.it.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.trainer.cli.Main;

/** What a command line came to. */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs {@code densesiam arguments} in this process. */
  public static CommandLineRun of(List<String> arguments) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream outStream = new PrintStream(out, true, UTF_8);
        PrintStream errStream = new PrintStream(err, true, UTF_8)) {
      System.setOut(outStream);
      System.setErr(errStream);
      int exitCode = Main.run(arguments.toArray(String[]::new));
      return new CommandLineRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  static CommandLineRun of(String... arguments) {
    return of(ImmutableList.copyOf(arguments));
  }

  /** Runs a process to its end. */
  static CommandLineRun of(ProcessBuilder builder, Path scratch)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new CommandLineRun(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  /** That it failed with this code and one sentence, which it returns. */
  String failure(int expectedExitCode) {
    assertThat(err.lines()).as(err).noneMatch(line -> line.startsWith("\tat "));
    assertThat(exitCode).as(err).isEqualTo(expectedExitCode);
    ImmutableList<String> sentences =
        err.lines().filter(line -> !isProgress(line) && !isNative(line)).collect(toImmutableList());
    assertThat(sentences).as(err).hasSize(1);
    assertThat(sentences.get(0)).startsWith("densesiam ").doesNotContain("Exception");
    return sentences.get(0);
  }

  /** {@code pretrain: 1/20 steps (5 %), ...}. */
  private static boolean isProgress(String line) {
    return line.matches("[\\w ]+: \\d+/\\d+ \\w+ \\(.*");
  }

  /** What TensorFlow's libraries write to a process's stderr. */
  private static boolean isNative(String line) {
    return line.startsWith("WARNING: All log messages before absl::InitializeLog()")
        || line.matches("[IW]\\d{4} .*|\\d{4}-\\d\\d-\\d\\d [\\d:.]+: [IW] .*");
  }
}
