package org.densesiam.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.testing.GpuKernels;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The graph of a whole run, read instead of run: input, colour, both views, losses, gradients,
 * update, held-out evaluation, checkpoints.
 */
class GpuReadinessTest {
  @TempDir static Path folder;
  private static String shards = "";

  @BeforeAll
  static void makeShards() {
    shards = TinyRun.shards(folder).toString();
  }

  @ParameterizedTest
  @EnumSource
  void run_hasGpuKernelsForAllThatIsNotPinnedToTheCpu(Precision precision, @TempDir Path run) {
    assertThat(GpuKernels.ofTensorFlow().missingFor(graph(precision, run))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void run_takesNoVariableToTheCpu(Precision precision, @TempDir Path run) {
    assertThat(GpuKernels.variablesTakenToCpu(graph(precision, run))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void run_pinsToTheCpuOnlyInputFilesAndClock(Precision precision, @TempDir Path run) {
    assertThat(graph(precision, run).getNodeList())
        .filteredOn(node -> node.getDevice().toUpperCase(Locale.ROOT).contains("CPU"))
        .extracting(NodeDef::getOp)
        .contains("IteratorGetNext", "SaveV2")
        .doesNotContain("Conv2D", "MatMul", "FusedBatchNormV3", "ResourceApplyKerasMomentum");
  }

  private static GraphDef graph(Precision precision, Path run) {
    return TrainingRun.prepare(
            new RunOrder<>(
                TinyRun.config(precision),
                shards,
                Optional.of(shards),
                run,
                false,
                ImmutableList.of("pretrain")),
            ScanProgress.SILENT)
        .graph();
  }
}
