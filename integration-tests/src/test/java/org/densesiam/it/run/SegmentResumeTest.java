package org.densesiam.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.testing.GpuKernels;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segmentation trains on the same machinery as pre-training: it resumes, and fits a GPU. */
class SegmentResumeTest {
  private static final int EPOCHS = 2;
  private static final long MIDDLE_OF_AN_EPOCH = 3;
  private static final long AMONG_REGION_STEPS = 8; // from step 6 on
  private static final long LAST = (long) EPOCHS * TinyRun.STEPS_PER_EPOCH;

  @TempDir static Path folder;
  private static String shards = "";

  @BeforeAll
  static void makeShards() {
    shards = TinyRun.shards(folder).toString();
  }

  private static SegmentConfig config(Precision precision, ColourPlace colourPlace) {
    return Presets.SEGMENT.load(
        "quickstart",
        ImmutableList.of(
            "data.batchSize=" + TinyRun.BATCH_SIZE,
            "views.sizePx=32",
            "views.colourPlace=" + Spelling.of(colourPlace),
            "model.backbone.width=8",
            "model.decoderChannels=16",
            "model.headWidth=16",
            "model.categories.count=6",
            "model.overclustering.count=12",
            "model.region.startFraction=0.5",
            "model.precision=" + Spelling.of(precision),
            "run.epochs=" + EPOCHS));
  }

  private static TrainingRun prepare(
      Precision precision, ColourPlace colourPlace, Path run, boolean resume) {
    return TrainingRun.prepare(
        new RunOrder<>(
            config(precision, colourPlace),
            shards,
            Optional.empty(),
            run,
            resume,
            ImmutableList.of("segment")),
        ScanProgress.SILENT);
  }

  private static RunEvent.End trainTo(
      long step, ColourPlace colourPlace, Path run, boolean resume) {
    StopSignal stop = StopSignal.uninstalled();
    long stopAfter = step < LAST ? step : Long.MAX_VALUE; // the last step ends the run by itself
    return prepare(Precision.FP32, colourPlace, run, resume)
        .run(TinyRun.stoppingAfter(stopAfter, stop), stop);
  }

  @ParameterizedTest
  @EnumSource
  void resume_afterTwoStops_givesTheUnbrokenRunsBytes(ColourPlace colourPlace) throws IOException {
    Path unbroken = folder.resolve("unbroken-" + colourPlace);
    Path stopped = folder.resolve("stopped-" + colourPlace);
    trainTo(LAST, colourPlace, unbroken, false);

    assertThat(trainTo(MIDDLE_OF_AN_EPOCH, colourPlace, stopped, false).step())
        .isEqualTo(MIDDLE_OF_AN_EPOCH);
    assertThat(trainTo(AMONG_REGION_STEPS, colourPlace, stopped, true).step())
        .isEqualTo(AMONG_REGION_STEPS);
    assertThat(trainTo(LAST, colourPlace, stopped, true).step()).isEqualTo(LAST);

    Path expected = TinyRun.checkpoint(unbroken, LAST);
    for (Path file : MoreFiles.listFiles(expected)) {
      Path resumed = TinyRun.checkpoint(stopped, LAST).resolve(file.getFileName());
      assertThat(Files.mismatch(file, resumed))
          .as("first byte of %s that differs", file.getFileName())
          .isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void graph_hasGpuKernelsForAllThatIsNotPinnedToTheCpu(Precision precision) {
    Path run = folder.resolve("graph-" + precision);

    assertThat(
            GpuKernels.ofTensorFlow()
                .missingFor(prepare(precision, ColourPlace.VIEW, run, false).graph()))
        .isEmpty();
  }

  @Test
  void graph_thatColoursSquares_hasGpuKernelsForItToo() {
    Path run = folder.resolve("graph-of-squares");

    assertThat(
            GpuKernels.ofTensorFlow()
                .missingFor(prepare(Precision.FP32, ColourPlace.SQUARE, run, false).graph()))
        .isEmpty();
  }
}
