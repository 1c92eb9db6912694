package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.stream.Stream;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.CentralDifferences;
import org.densesiam.model.testing.FloatTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Gradients of the whole network's loss. */
class DenseSiamGradientTest {

  static Stream<Arguments> variantsAndPrecisions() {
    return DenseSiamTest.variantsAndPrecisions();
  }

  @ParameterizedTest
  @MethodSource("variantsAndPrecisions")
  void gradient_reachesEveryWeight(Variant variant, Precision precision) {
    try (SmallModel small = SmallModel.of(SmallModel.config(variant, precision))) {
      SmallModel.Step step = small.step();
      small.graph.initialize();
      assertThat(step.reads().keySet())
          .containsExactlyInAnyOrderElementsOf(small.graph.variables().of(Variable.Kind.WEIGHT));

      ImmutableList<Variable> weights = step.reads().keySet().asList();
      List<FloatTensor> gradients =
          small.graph.gradients(step.losses().total(), step.reads().values().asList());
      Streams.forEachPair(
          weights.stream(),
          gradients.stream(),
          (weight, gradient) -> {
            assertThat(gradient).as("gradient of %s", weight.name()).hasShape(weight.shape());
            if (weight.name().equals("projector.6.bias")) {
              // The batch norm that follows cancels it: its gradient is 0 but for rounding.
              assertThat(gradient).isFinite();
            } else {
              assertThat(gradient).as("gradient of %s", weight.name()).hasNormAbove(1e-7);
            }
          });
    }
  }

  @Test
  void gradient_isTheSlopeWithTargetsHeld() {
    List<String> names =
        List.of("backbone.layer3.0.bn1.weight", "projector.6.weight", "kernel_predictor.3.weight");
    try (SmallModel small = SmallModel.of(SmallModel.config(Variant.MASKS, Precision.FP32))) {
      SmallModel.Step step = small.step();
      small.graph.initialize();

      List<Operand<TFloat32>> reads =
          Lists.transform(names, name -> step.read(small.graph.variable(name)));
      Operand<TFloat32> total = step.losses().total();
      List<FloatTensor> gradients = small.graph.gradients(total, reads);
      CentralDifferences differences = new CentralDifferences(small.graph);
      for (int i = 0; i < names.size(); i++) {
        double norm = gradients.get(i).norm();
        assertThat(differences.slopeAlong(total, reads.get(i), gradients.get(i), 2e-3f))
            .as("slope along the gradient of %s is its norm", names.get(i))
            .isCloseTo(norm, within(0.02 * norm));
      }
    }
  }
}
