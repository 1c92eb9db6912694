package org.densesiam.it.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.io.MoreFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that was stopped and went on leaves, byte for byte, what an unbroken one leaves. */
class ExactResumeTest {
  private static final long MIDDLE_OF_AN_EPOCH = 3;
  private static final long END_OF_AN_EPOCH = 2L * TinyRun.STEPS_PER_EPOCH;
  private static final long AMONG_REGION_STEPS = 13;
  private static final long LAST = (long) TinyRun.EPOCHS * TinyRun.STEPS_PER_EPOCH;

  @TempDir static Path folder;
  private static String shards = "";
  private static final Map<Precision, Path> unbroken = new EnumMap<>(Precision.class);

  @BeforeAll
  static void trainUnbroken() {
    shards = TinyRun.shards(folder).toString();
    for (Precision precision : Precision.values()) {
      Path run = folder.resolve("unbroken-" + precision);
      TinyRun.train(TinyRun.config(precision), shards, run, false, StopSignal.uninstalled());
      unbroken.put(precision, run);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resume_afterStopsAtThreeSteps_givesTheUnbrokenRunsBytes(Precision precision)
      throws IOException {
    Path run = folder.resolve("stopped-" + precision);
    boolean resume = false;
    for (long step : new long[] {MIDDLE_OF_AN_EPOCH, END_OF_AN_EPOCH, AMONG_REGION_STEPS}) {
      RunEvent.End end = trainTo(step, precision, run, resume);
      assertThat(end.outcome()).isEqualTo(RunEvent.End.Outcome.STOPPED);
      assertThat(end.step()).isEqualTo(step);
      assertSameCheckpoint(precision, run, step);
      resume = true;
    }

    RunEvent.End end =
        TinyRun.train(TinyRun.config(precision), shards, run, true, StopSignal.uninstalled());

    assertThat(end.outcome()).isEqualTo(RunEvent.End.Outcome.COMPLETED);
    assertThat(end.step()).isEqualTo(LAST);
    assertSameCheckpoint(precision, run, LAST);
    assertThat(scalars(run)).isEqualTo(scalars(unbroken(precision))).containsKey(LAST);
  }

  @Test
  void resume_afterSigterm_givesTheUnbrokenRunsBytes() throws Exception {
    Path run = folder.resolve("terminated");
    Process process =
        Subprocess.densesiam(TinyRun.pretrain(shards, run))
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    try (BufferedReader err = process.errorReader(UTF_8)) {
      assertThat(err.lines().anyMatch(line -> line.startsWith("pretrain: 1/")))
          .as("a line of progress after the first step")
          .isTrue();
      assertThat(process.toHandle().destroy()) // by the handle: Process.destroy closes err
          .as("SIGTERM was sent")
          .isTrue();
      assertThat(err.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    long reached = MetricsFile.read(run.resolve("metrics.jsonl")).size();
    assertThat(reached).isBetween(1L, LAST - 1);
    assertSameCheckpoint(Precision.FP32, run, reached);

    TinyRun.train(TinyRun.config(), shards, run, true, StopSignal.uninstalled());

    assertSameCheckpoint(Precision.FP32, run, LAST);
    assertThat(scalars(run)).isEqualTo(scalars(unbroken(Precision.FP32)));
  }

  private static Path unbroken(Precision precision) {
    return requireNonNull(unbroken.get(precision));
  }

  private static RunEvent.End trainTo(long step, Precision precision, Path run, boolean resume) {
    StopSignal stop = StopSignal.uninstalled();
    return TinyRun.train(
        TinyRun.config(precision), shards, run, resume, stop, TinyRun.stoppingAfter(step, stop));
  }

  private static void assertSameCheckpoint(Precision precision, Path run, long step)
      throws IOException {
    Path expected = TinyRun.checkpoint(unbroken(precision), step);
    Path resumed = TinyRun.checkpoint(run, step);
    assertThat(MoreFiles.listFiles(resumed)).hasSize(3);
    for (Path file : MoreFiles.listFiles(expected)) {
      assertThat(Files.mismatch(file, resumed.resolve(file.getFileName())))
          .as("first byte of %s at step %d that differs", file.getFileName(), step)
          .isEqualTo(-1);
    }
  }

  /** What was measured of each step, without time and speed. */
  private static ImmutableMap<Long, Map<String, Double>> scalars(Path run) {
    return MetricsFile.read(run.resolve("metrics.jsonl")).stream()
        .collect(
            ImmutableMap.toImmutableMap(
                RunEvent.Step::step,
                report ->
                    Maps.filterKeys(
                        report.scalars(),
                        name -> !name.startsWith("throughput/") && !name.startsWith("memory/"))));
  }
}
