package org.densesiam.model.layer;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class Conv2dTest {

  @Test
  void stride2_padsBothSides_asTorchDoes() {
    // Ones under a kernel of ones count the cells inside: row or column 0 of the output reaches one
    // cell over the border, row or column 1 stays inside (2 and 3 of 3). TF's SAME gives 3 and 2.
    assertThat(overOnes(4, 3, 2)).hasShape(1, 2, 2, 1).hasValues(0, 2 * 2, 2 * 3, 3 * 2, 3 * 3);
  }

  @Test
  void stride2_oddSide_isHalvedUpwards() {
    assertThat(overOnes(5, 3, 2))
        .hasShape(1, 3, 3, 1)
        .hasValues(0, 2 * 2, 2 * 3, 2 * 2, 3 * 2, 3 * 3, 3 * 2, 2 * 2, 2 * 3, 2 * 2);
  }

  @Test
  void stem_sevenBySeven_padsThree() {
    // Output (0, 0) sees rows and columns 0..3, output (1, 1) rows and columns 0..5 (of -1..5).
    assertThat(overOnes(8, 7, 2)).hasShape(1, 4, 4, 1).hasValues(0, stemCounts());
  }

  private static double[] stemCounts() {
    int[] inside = {4, 6, 7, 5}; // of the 7 from 2 i - 3 on, those in 0..7
    double[] counts = new double[16];
    for (int i = 0; i < 16; i++) {
      counts[i] = inside[i / 4] * inside[i % 4];
    }
    return counts;
  }

  @Test
  void stride1_keepsTheSide() {
    assertThat(overOnes(3, 3, 1)).hasShape(1, 3, 3, 1).hasValues(0, 4, 6, 4, 6, 9, 6, 4, 6, 4);
  }

  @Test
  void oneByOne_stride2_takesEveryOtherCellFromTheFirst() {
    try (TestGraph graph = TestGraph.open()) {
      Conv2d conv = new Conv2d(graph.scope(), 1, 1, 1, 2, Initializer.constant(10));
      graph.initialize();

      assertThat(
              graph.evaluate(
                  conv.apply(
                      graph.pass(Mode.TRAINING),
                      graph.constant(
                          FloatTensor.of(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9)))))
          .hasShape(1, 2, 2, 1)
          .hasValues(0, 10, 30, 70, 90);
    }
  }

  @Test
  void kernel_isNotMirrored_andLiesAsRowsThenColumns() {
    try (TestGraph graph = TestGraph.open()) {
      Conv2d conv = new Conv2d(graph.scope(), 1, 1, 3, 1, Initializer.zeros());
      graph.initialize();
      graph.set(
          graph.variable("weight"),
          FloatTensor.of(Shape.of(3, 3, 1, 1), 0, 0, 0, 0, 0, 1, 0, 0, 0)); // the right neighbour

      assertThat(
              graph.evaluate(
                  conv.apply(
                      graph.pass(Mode.TRAINING),
                      graph.constant(FloatTensor.of(Shape.of(1, 2, 2, 1), 1, 2, 3, 4)))))
          .hasValues(0, 2, 0, 4, 0);
    }
  }

  /** A map of ones, {@code [1, side, side, 1]}, under a kernel of ones. */
  private static FloatTensor overOnes(int side, int kernel, int stride) {
    try (TestGraph graph = TestGraph.open()) {
      Conv2d conv = new Conv2d(graph.scope(), 1, 1, kernel, stride, Initializer.ones());
      graph.initialize();
      return graph.evaluate(
          conv.apply(
              graph.pass(Mode.TRAINING),
              graph.constant(FloatTensor.filled(Shape.of(1, side, side, 1), 1))));
    }
  }
}
