package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class LabelCrossEntropyTest {
  private static final float LN3 = (float) Math.log(3);

  // Softmax 3/4, 1/4 at three cells and 1/4, 3/4 at the fourth.
  private static final FloatTensor THREE_TO_ONE =
      FloatTensor.of(Shape.of(1, 2, 2, 2), LN3, 0, LN3, 0, LN3, 0, 0, LN3);

  @Test
  void loss_isTheMeanOverLabelledPixels() {
    // Right, right, wrong, ignored.
    double expected = (-2 * Math.log(0.75) - Math.log(0.25)) / 3;

    assertThat(said(0, 0, 1, 255).loss()).isScalar(expected, 1e-6);
  }

  @Test
  void accuracy_isTheShareOfLabelledPixelsThatAreRight() {
    assertThat(said(0, 0, 1, 255).accuracy()).isScalar(2.0 / 3, 1e-6);
    assertThat(said(0, 0, 0, 1).accuracy()).isScalar(1, 1e-6);
  }

  @Test
  void loss_labelsThatAreNoClass_countAsLittleAsIgnoredOnes() {
    double expected = -Math.log(0.75);

    assertThat(said(0, 2, -1, 255).loss()).isScalar(expected, 1e-6);
  }

  @Test
  void loss_withoutAnyLabel_isZero() {
    assertThat(said(255, 255, 255, 255).loss()).isScalar(0, 0);
  }

  @Test
  void gradient_isSoftmaxMinusLabel_andZeroWhereIgnored() {
    try (TestGraph graph = TestGraph.open()) {
      Operand<TFloat32> z = graph.constant(THREE_TO_ONE);
      Operand<TFloat32> loss = of(graph, z, 0, 1, 255, 1).loss();

      assertThat(graph.gradient(loss, z).reshaped(8))
          .hasValues(
              1e-6,
              (0.75 - 1) / 3,
              0.25 / 3, //
              0.75 / 3,
              (0.25 - 1) / 3,
              0,
              0,
              0.25 / 3,
              (0.75 - 1) / 3);
    }
  }

  @Test
  void loss_labelsLargerThanCells_meetsInterpolatedLogits() {
    // Half-pixel centres: from two cells in a row to four pixels at -0.25, 0.25, 0.75, 1.25, the
    // outer two clamped; logits of class 0 are 4, 4, 4, 4 * 0.75 + 0, ...
    FloatTensor cells = FloatTensor.of(Shape.of(1, 1, 2, 2), 4, 0, 0, 0);
    double[] z = {4, 3, 1, 0};
    double expected = 0;
    for (double logit : z) {
      expected += Math.log(Math.exp(logit) + 1) - logit;
    }
    try (TestGraph graph = TestGraph.open()) {
      Operand<TInt32> labels =
          graph.tf().constant(Shape.of(1, 1, 4), DataBuffers.of(new int[] {0, 0, 0, 0}));

      assertThat(
              graph.evaluate(
                  LabelCrossEntropy.of(
                          graph.pass(ForwardPass.Mode.TRAINING), graph.constant(cells), labels)
                      .loss()))
          .isScalar(expected / 4, 1e-6);
    }
  }

  private record Said(FloatTensor loss, FloatTensor accuracy) {}

  private static Said said(int... labels) {
    try (TestGraph graph = TestGraph.open()) {
      Agreement agreement = of(graph, graph.constant(THREE_TO_ONE), labels);
      return new Said(
          graph.evaluate(agreement.loss()),
          graph.evaluate(agreement.meters().get("accuracy/labels")));
    }
  }

  private static Agreement of(TestGraph graph, Operand<TFloat32> z, int... labels) {
    return LabelCrossEntropy.of(
        graph.pass(ForwardPass.Mode.TRAINING),
        z,
        graph.tf().constant(Shape.of(1, 2, 2), DataBuffers.of(labels)));
  }
}
