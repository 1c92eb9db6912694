package org.densesiam.model.layer;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class MaxPoolTest {

  @Test
  void evenSide_windowsStartOneCellOutside_asTorchDoes() {
    // Windows over rows and columns {-1, 0, 1} and {1, 2, 3}; TF's SAME has {0, 1, 2} and {2, 3}.
    float[] rising = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    assertThat(pool(FloatTensor.of(Shape.of(1, 4, 4, 1), rising)))
        .hasShape(1, 2, 2, 1)
        .hasValues(0, 5, 7, 13, 15);
  }

  @Test
  void oddSide_isHalvedUpwards() {
    assertThat(pool(FloatTensor.of(Shape.of(1, 3, 3, 1), 9, 1, 2, 3, 4, 5, 6, 7, 8)))
        .hasShape(1, 2, 2, 1)
        .hasValues(0, 9, 5, 7, 8);
  }

  @Test
  void channels_arePooledApart() {
    assertThat(pool(FloatTensor.of(Shape.of(1, 2, 2, 2), 1, 8, 2, 7, 3, 6, 4, 5)))
        .hasShape(1, 1, 1, 2)
        .hasValues(0, 4, 8);
  }

  private static FloatTensor pool(FloatTensor x) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(MaxPool.ofRectified(graph.pass(Mode.TRAINING), graph.constant(x)));
    }
  }
}
