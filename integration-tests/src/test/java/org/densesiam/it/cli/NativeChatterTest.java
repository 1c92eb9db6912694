package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.densesiam.it.run.Subprocess;
import org.densesiam.it.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TensorFlow's libraries write to stderr does not cut through the progress of a run. */
final class NativeChatterTest {
  @TempDir Path folder;

  @Test
  void training_writesNothingButItsProgressToStderr() throws IOException, InterruptedException {
    String shards = TinyRun.shards(folder).toString();
    ProcessBuilder process =
        Subprocess.densesiam(
            TinyRun.pretrain(shards, folder.resolve("run"), "--set", "run.epochs=1"));

    CommandLineRun run = CommandLineRun.of(process, folder);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines())
        .as("stderr is back after TensorFlow's first lines")
        .anyMatch(line -> line.startsWith("pretrain: "))
        .allMatch(line -> line.matches("(Checking shards|pretrain): \\d+/\\d+ .*"));
  }
}
