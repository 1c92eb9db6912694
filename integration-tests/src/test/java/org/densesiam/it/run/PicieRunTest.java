package org.densesiam.it.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.model.PicieConfig;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.testing.GpuKernels;
import org.densesiam.model.weights.CheckpointArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.SegmentMethod;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** PiCIE trains on the machinery of segmentation, clusters before each epoch, and resumes. */
class PicieRunTest {
  private static final int EPOCHS = 2;
  private static final int CLUSTERS = 6;
  private static final long LAST = (long) EPOCHS * TinyRun.STEPS_PER_EPOCH;
  private static final float POINTS_OF_AN_EPOCH = // 8 x 8 cells of each image of whole batches
      64f * TinyRun.BATCH_SIZE * TinyRun.STEPS_PER_EPOCH;

  @TempDir static Path folder;
  private static String shards = "";
  private static Path unbroken = Path.of("");

  @BeforeAll
  static void trainUnbroken() {
    shards = TinyRun.shards(folder).toString();
    unbroken = folder.resolve("unbroken");
    trainTo(LAST, unbroken, false);
  }

  private static SegmentConfig config(Precision precision) {
    return Presets.SEGMENT
        .changed(SegmentMethod.PICIE::of)
        .load(
            "quickstart",
            ImmutableList.of(
                "data.batchSize=" + TinyRun.BATCH_SIZE,
                "views.sizePx=32",
                "model.backbone.width=8",
                "model.decoderChannels=16",
                "model.clusters=" + CLUSTERS,
                "model.kMeans.initialBatches=2",
                "model.precision=" + Spelling.of(precision),
                "run.epochs=" + EPOCHS));
  }

  private static TrainingRun prepare(Precision precision, Path run, boolean resume) {
    return TrainingRun.prepare(
        new RunOrder<>(
            config(precision),
            shards,
            Optional.empty(),
            run,
            resume,
            ImmutableList.of("segment", "--method", "picie")),
        ScanProgress.SILENT);
  }

  private static RunEvent.End trainTo(long step, Path run, boolean resume) {
    StopSignal stop = StopSignal.uninstalled();
    long stopAfter = step < LAST ? step : Long.MAX_VALUE; // the last step ends the run by itself
    return prepare(Precision.FP32, run, resume).run(TinyRun.stoppingAfter(stopAfter, stop), stop);
  }

  /** Within the first epoch, after its last step, within the second. */
  @ParameterizedTest
  @ValueSource(longs = {3, TinyRun.STEPS_PER_EPOCH, TinyRun.STEPS_PER_EPOCH + 2})
  void resume_afterAStop_givesTheUnbrokenRunsBytes(long stopAfter) throws IOException {
    Path stopped = folder.resolve("stopped-" + stopAfter);

    assertThat(trainTo(stopAfter, stopped, false).step()).isEqualTo(stopAfter);
    assertThat(trainTo(LAST, stopped, true).step()).isEqualTo(LAST);

    Path expected = TinyRun.checkpoint(unbroken, LAST);
    for (Path file : MoreFiles.listFiles(expected)) {
      Path resumed = TinyRun.checkpoint(stopped, LAST).resolve(file.getFileName());
      assertThat(Files.mismatch(file, resumed))
          .as("first byte of %s that differs", file.getFileName())
          .isEqualTo(-1);
    }
  }

  @Test
  void counts_ofEachClustering_areThePointsOfAnEpoch() {
    for (String classifier : ImmutableList.of("classifier1", "classifier2")) {
      float[] counts = read(LAST, classifier + ".counts");

      float sum = 0;
      for (float count : counts) {
        sum += count;
      }
      assertThat(counts).hasSize(CLUSTERS);
      assertThat(sum).isEqualTo(POINTS_OF_AN_EPOCH);
    }
  }

  @Test
  void labeller_atTheEnd_isTheNetworkThatWasClusteredLast() {
    assertThat(read(LAST, "labeller.decoder.layer4.weight"))
        .isEqualTo(read(LAST, "decoder.layer4.weight"));
  }

  @Test
  void config_ofTheRun_saysItsMethod() {
    RunDirectory run = RunDirectory.open(unbroken);

    assertThat(run.config(ConfigYaml.SEGMENT)).isEqualTo(config(Precision.FP32));
    assertThat(run.config(ConfigYaml.SEGMENT).model()).isInstanceOf(PicieConfig.class);
    assertThat(run.configFile()).content().contains("variant: picie");
  }

  @ParameterizedTest
  @EnumSource
  void graph_hasGpuKernelsForAllThatIsNotPinnedToTheCpu(Precision precision) {
    Path run = folder.resolve("graph-" + precision);

    assertThat(GpuKernels.ofTensorFlow().missingFor(prepare(precision, run, false).graph()))
        .isEmpty();
  }

  private static float[] read(long step, String variable) {
    Path checkpoint = TinyRun.checkpoint(unbroken, step);
    ImmutableMap<String, Shape> shapes =
        ImmutableMap.of(
            variable,
            requireNonNull(CheckpointStore.describe(checkpoint).shapes().get(variable), variable));
    return CheckpointArrays.read("checkpoint", Checkpoint.prefix(checkpoint), shapes)
        .get(variable)
        .toArray();
  }
}
