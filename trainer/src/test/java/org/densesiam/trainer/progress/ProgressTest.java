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
    Progress progress = lines("import", "images", 200, 0, 0);
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
    Progress progress = lines("pretrain", "steps", 100, 50, 0);
    clock.advance(Duration.ofSeconds(10));
    progress.update(60, "");
    assertThat(text()).contains("pretrain: 60/100 steps (60 %), 0:00:40 left");
  }

  @Test
  void lines_firstStepsAreSlow_sayNoTimeLeftByThem() {
    Progress progress = lines("pretrain", "steps", 100, 0, 3);
    clock.advance(Duration.ofSeconds(30)); // traced and compiled
    progress.update(3, "");
    clock.advance(Duration.ofSeconds(10));
    progress.update(23, "");
    assertThat(text().lines())
        .as("20 steps in 10 s; 77 are left")
        .containsExactly(
            "pretrain: 3/100 steps (3 %), 0:00:30 elapsed",
            "pretrain: 23/100 steps (23 %), 0:00:38 left");
  }

  @Test
  void lines_lastUpdateTwice_isSaidOnce() {
    Progress progress = lines("Checking shards", "records", 10, 0, 0);
    progress.update(10, "");
    progress.update(10, "");
    assertThat(text().lines())
        .containsExactly("Checking shards: 10/10 records (100 %), took 0:00:00");
  }

  @Test
  void timeLeft_betweenUpdates_runsDown() {
    TimeLeft time = new TimeLeft(100, 0, 0, clock);
    clock.advance(Duration.ofSeconds(10));
    time.update(50);
    clock.advance(Duration.ofSeconds(4));
    assertThat(time.left()).as("of 10 s").hasValue(Duration.ofSeconds(6));
    clock.advance(Duration.ofSeconds(9));
    assertThat(time.left()).as("never below nothing").hasValue(Duration.ZERO);
  }

  @Test
  void bar_labelsItsTimes() {
    TimeLeft time = new TimeLeft(100, 0, 0, clock);
    try (Progress progress = new BarProgress(out, 100, "pretrain", "steps", 100, time)) {
      clock.advance(Duration.ofSeconds(54));
      progress.update(50, "");
      progress.close();
    }
    assertThat(text()).as("drawn no more once closed").endsWith("\n");
    assertThat(text())
        .contains("pretrain  50 % [", "] 50/100 steps, 0:00:54 elapsed, 0:00:54 left");
  }

  @Test
  void bar_onANarrowTerminal_staysOnItsLine() {
    TimeLeft time = new TimeLeft(1000, 0, 0, clock);
    try (Progress progress = new BarProgress(out, 80, "pretrain", "steps", 1000, time)) {
      progress.update(500, "epoch 10/20, loss -0.5312, 134.1 images/s, 3 skipped");
    }
    assertThat(text().split("[\r\n]+")).allMatch(line -> line.length() < 80);
  }

  @Test
  void columns_areWhatSttySays_or80() {
    assertThat(Terminal.columns("24 132\n")).isEqualTo(132);
    assertThat(Terminal.columns("0 0\n")).as("nobody asked the terminal").isEqualTo(80);
    assertThat(Terminal.columns("")).as("no terminal").isEqualTo(80);
  }

  @Test
  void listener_evaluationBeforeTheFirstStep_hasAProgressOfItsOwn() {
    try (ProgressListener listener = new ProgressListener(ProgressDisplay.ofLines(out))) {
      listener.on(Reports.start(Path.of("run"), 0));
      listener.on(new RunEvent.Measuring("evaluation", 32, 32));
      listener.on(new RunEvent.StepsBegin());
      listener.on(Reports.step(1, ImmutableMap.of()));
      listener.on(new RunEvent.Measuring("evaluation", 32, 32));
    }
    assertThat(text().lines().map(line -> line.replaceAll(" \\(.*", "")))
        .as("the later one is beside the steps")
        .containsExactly("evaluation: 32/32 images", "pretrain: 1/100 steps");
  }

  @Test
  void bar_showsTaskUnitsAndDetailOnOneLine() {
    try (Progress progress = ProgressDisplay.ofBars(out).start("pretrain", "steps", 100)) {
      progress.update(50, "loss -0.5000");
    }
    String last = text().substring(text().lastIndexOf('\r') + 1);
    assertThat(last).startsWith("pretrain").contains("50 %", "50/100 steps", "loss -0.5000");
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

  private Progress lines(String task, String unit, long total, long from, long warmUp) {
    return new LineProgress(out, task, unit, total, new TimeLeft(total, from, warmUp, clock));
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
