package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.testing.GpuKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Nothing of the model's step lacks a GPU kernel. */
class GpuReadinessTest {

  static Stream<Arguments> variantsAndPrecisions() {
    return Stream.of(Variant.values())
        .flatMap(v -> Stream.of(Precision.values()).map(p -> Arguments.of(v, p)));
  }

  @ParameterizedTest
  @MethodSource("variantsAndPrecisions")
  void losses_gradients_statistics_andInitialisation_haveGpuKernels(
      Variant variant, Precision precision) {
    try (SmallModel small = SmallModel.of(SmallModel.config(variant, precision))) {
      SmallModel.Step step = small.step();
      Output<?>[] reads =
          step.reads().values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
      assertThat(small.graph.graph().addGradients(step.losses().total().asOutput(), reads))
          .hasSameSizeAs(reads);
      assertThat(BatchStatistics.update(small.graph.tf(), step.statistics())).isNotEmpty();

      assertThat(GpuKernels.ofTensorFlow().missingFor(small.graph.graph().toGraphDef())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("variantsAndPrecisions")
  void inference_hasGpuKernels(Variant variant, Precision precision) {
    try (SmallModel small = SmallModel.of(SmallModel.config(variant, precision))) {
      ForwardPass<TFloat32> pass = small.graph.pass(ForwardPass.Mode.INFERENCE);
      Features<TFloat32> features =
          small.model.encode(pass, small.alignment.views().first().image());
      assertThat(small.model.masks(pass, features).isPresent()).isEqualTo(variant == Variant.MASKS);

      assertThat(GpuKernels.ofTensorFlow().missingFor(small.graph.graph().toGraphDef())).isEmpty();
    }
  }
}
