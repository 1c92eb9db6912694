package org.densesiam.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.densesiam.trainer.log.ProgressListener;
import org.densesiam.trainer.log.Reports;
import org.densesiam.trainer.log.RunEvent;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final SettableTicker clock = new SettableTicker();

  @Test
  void lines_comeAtFirstThenEveryTenSecondsThenAtLast() {
    Progress progress = new LineProgress(out, "import", "images", 200, 0, clock);
    clock.advance(Duration.ofSeconds(1));
    progress.update(10, "");
    clock.advance(Duration.ofSeconds(5));
    progress.update(60, "");
    clock.advance(Duration.ofSeconds(5));
    progress.update(110, "2 rejected");
    clock.advance(Duration.ofSeconds(1));
    progress.update(200, "");
    progress.close();
    assertThat(text().lines())
        .containsExactly(
            "import: 10/200 images (5 %), 0:00:19 left",
            "import: 110/200 images (55 %), 2 rejected, 0:00:09 left",
            "import: 200/200 images (100 %), took 0:00:12");
  }

  @Test
  void lines_resumed_doNotCountEarlierWorkAsSpeed() {
    Progress progress = new LineProgress(out, "pretrain", "steps", 100, 50, clock);
    clock.advance(Duration.ofSeconds(10));
    progress.update(60, "");
    assertThat(text()).contains("pretrain: 60/100 steps (60 %), 0:00:40 left");
  }

  @Test
  void bar_showsTaskUnitsAndDetailOnOneLine() {
    try (Progress progress = ProgressDisplay.ofBars(out).start("pretrain", "steps", 100)) {
      progress.update(50, "loss -0.5000");
    }
    String last = text().substring(text().lastIndexOf('\r') + 1);
    assertThat(last).startsWith("pretrain").contains("50%", "50/100 steps", "loss -0.5000");
    assertThat(text().chars().filter(character -> character == '\n'))
        .as("one line, ended")
        .hasSize(1);
  }

  @Test
  void listener_showsEpochLossSpeedAndSkippedRecords() {
    try (ProgressListener listener = new ProgressListener(ProgressDisplay.ofLines(out))) {
      listener.on(Reports.start(Path.of("run"), 0));
      listener.on(
          Reports.step(
              11,
              ImmutableMap.of(
                  "loss/total", -0.53125, "throughput/images_per_s", 34.06, "data/skipped", 2.0)));
      listener.on(
          new RunEvent.End(
              RunEvent.End.Outcome.COMPLETED, 11, Duration.ofSeconds(1), Optional.empty()));
    }
    assertThat(text())
        .startsWith(
            "pretrain: 11/100 steps (11 %), epoch 2/10, loss -0.5313, 34.1 images/s, 2 skipped, ");
  }

  @Test
  void terminal_none_getsLines() {
    assertThat(Terminal.movesItsCursor(null, Map.of("TERM", "xterm"))).isFalse();
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class SettableTicker extends Ticker {
    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long read() {
      return nanos;
    }
  }
}
