package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class PseudoLabelsTest {
  private static final float LN3 = (float) Math.log(3);

  // Softmax 3/4, 1/4 at three points and 1/4, 3/4 at the fourth.
  private static final FloatTensor THREE_TO_ONE =
      FloatTensor.of(Shape.of(1, 2, 2, 2), LN3, 0, LN3, 0, LN3, 0, 0, LN3);
  private static final FloatTensor UNDECIDED = FloatTensor.filled(Shape.of(1, 2, 2, 2), 0);

  @Test
  void loss_weighsEachPointByTheFrequencyOfItsCategory() {
    // Each point costs -ln(3/4); three weigh 3/4, one weighs 1/4.
    double cost = -Math.log(0.75);
    double expected = (3 * 0.75 * cost + 0.25 * cost) / 4;

    assertThat(loss(THREE_TO_ONE, THREE_TO_ONE)).isScalar(expected, 1e-6);
  }

  @Test
  void loss_isTheMeanOfTheViews() {
    double decided = (3 * 0.75 + 0.25) / 4 * -Math.log(0.75);
    double undecided = Math.log(2); // all points have the first category, of frequency 1

    assertThat(loss(THREE_TO_ONE, UNDECIDED)).isScalar((decided + undecided) / 2, 1e-6);
  }

  @Test
  void gradient_sharpensEachPointTowardsItsOwnCategory() {
    try (TestGraph graph = TestGraph.open()) {
      Operand<TFloat32> z = graph.constant(THREE_TO_ONE);
      Operand<TFloat32> loss =
          PseudoLabels.loss(graph.pass(ForwardPass.Mode.TRAINING), new Twin<>(z, z));

      // weight / 4 * (softmax - label), the same from both views, halved.
      assertThat(graph.gradient(loss, z).reshaped(8))
          .hasValues(
              1e-6,
              -0.75 / 16,
              0.75 / 16,
              -0.75 / 16,
              0.75 / 16,
              -0.75 / 16,
              0.75 / 16, //
              0.25 / 16,
              -0.25 / 16);
    }
  }

  private static FloatTensor loss(FloatTensor first, FloatTensor second) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          PseudoLabels.loss(
              graph.pass(ForwardPass.Mode.TRAINING),
              new Twin<>(graph.constant(first), graph.constant(second))));
    }
  }
}
