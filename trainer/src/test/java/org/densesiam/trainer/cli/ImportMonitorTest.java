package org.densesiam.trainer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.densesiam.data.prepare.ShardImport.Progress.ImportCounts;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.junit.jupiter.api.Test;

final class ImportMonitorTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void advanced_showsCountsOfAllRuns_andCountsItsOwn() {
    try (StopSignal stop = StopSignal.uninstalled();
        ImportMonitor monitor = monitor(stop)) {
      monitor.advanced(new ImportCounts(8, 9, 8_000, 9_000, 1));
      monitor.advanced(new ImportCounts(9, 9, 9_000, 9_000, 2));
      assertThat(monitor.imagesDone()).isEqualTo(2);
    }
    assertThat(shown.toString(UTF_8).lines())
        .containsExactly(
            "import: 8/9 images (88 %), 8.0 kB, 1 rejected, 0:00:00 elapsed",
            "import: 9/9 images (100 %), 9.0 kB, 2 rejected, took 0:00:00");
  }

  @Test
  void advanced_afterARequestToStop_stopsWithIt() {
    StopSignal.Request request = new StopSignal.Request("SIGINT", 2);
    try (StopSignal stop = StopSignal.uninstalled();
        ImportMonitor monitor = monitor(stop)) {
      assertThat(stop.request(request)).isTrue();
      assertThatThrownBy(() -> monitor.advanced(new ImportCounts(1, 9, 1_000, 9_000, 0)))
          .isInstanceOfSatisfying(
              ImportMonitor.StoppedException.class,
              stopped -> assertThat(stopped.request()).isEqualTo(request));
    }
  }

  private ImportMonitor monitor(StopSignal stop) {
    return new ImportMonitor(ProgressDisplay.ofLines(new PrintStream(shown, true, UTF_8)), stop);
  }
}
