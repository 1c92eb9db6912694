package org.densesiam.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class RunLogTest {
  private static final Logger log = LoggerFactory.getLogger(RunLogTest.class);

  @TempDir private Path folder;

  @Test
  void open_thenClose_keepsWhatWasLoggedBetween() throws IOException {
    Path file = folder.resolve("train.log");
    try (RunLog runLog = RunLog.open(file)) {
      assertThat(runLog).isNotNull();
      log.debug("first");
    }
    log.debug("outside");
    try (RunLog runLog = RunLog.open(file);
        LogListener listener = new LogListener()) {
      assertThat(runLog).isNotNull();
      listener.on(Reports.start(folder, 7));
      listener.on(
          new RunEvent.End(
              RunEvent.End.Outcome.STOPPED, 9, Duration.ofSeconds(3), Optional.of("SIGINT")));
    }
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).matches("\\d{4}-.+ DEBUG RunLogTest: first"),
            line -> assertThat(line).contains("Resumed at step 7 of 100, 10 epochs, batches of 16"),
            line -> assertThat(line).contains("STOPPED at step 9 after 3 s: SIGINT"));
  }

  @Test
  void open_whereNoFileCanBe_namesIt() {
    Path file = folder.resolve("none/train.log");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> RunLog.open(file))
        .withMessage("Cannot write the log to " + file);
  }
}
