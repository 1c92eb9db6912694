package org.densesiam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class LinearTest {

  @Test
  void vectors_areMultipliedByInTimesOut() {
    try (TestGraph graph = TestGraph.open()) {
      Linear linear = new Linear(graph.scope(), Linear.Over.VECTORS, 2, 3, true);
      graph.set(graph.variable("weight"), FloatTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
      graph.set(graph.variable("bias"), FloatTensor.vector(0.5f, 0, -1));

      assertThat(
              graph.evaluate(
                  linear.apply(
                      graph.pass(Mode.TRAINING),
                      graph.constant(FloatTensor.of(Shape.of(1, 2), 10, 1)))))
          .hasShape(1, 3)
          .hasValues(0, 10 + 4 + 0.5, 20 + 5, 30 + 6 - 1);
    }
  }

  @Test
  void maps_getTheSameAtEveryPoint() {
    try (TestGraph graph = TestGraph.open()) {
      Linear linear = new Linear(graph.scope(), Linear.Over.MAPS, 2, 1, true);
      graph.set(graph.variable("weight"), FloatTensor.of(Shape.of(1, 1, 2, 1), 3, -1));
      graph.set(graph.variable("bias"), FloatTensor.vector(2));

      assertThat(
              graph.evaluate(
                  linear.apply(
                      graph.pass(Mode.TRAINING),
                      graph.constant(FloatTensor.of(Shape.of(1, 1, 2, 2), 1, 0, 0, 1)))))
          .hasShape(1, 1, 2, 1)
          .hasValues(0, 3 + 2, -1 + 2);
    }
  }

  @Test
  void largeMap_isTheSameAsItsPointsAsVectors() {
    try (TestGraph graph = TestGraph.open()) {
      Linear linear = new Linear(graph.scope(), Linear.Over.MAPS, 3, 2, true);
      graph.initialize();
      FloatTensor map = FloatTensor.normal(Shape.of(1, 40, 40, 3), 1); // a convolution
      FloatTensor points = map.reshaped(1600, 1, 1, 3); // a matrix product

      assertThat(graph.evaluate(linear.apply(graph.pass(Mode.TRAINING), graph.constant(map))))
          .hasShape(1, 40, 40, 2)
          .isCloseTo(
              graph
                  .evaluate(linear.apply(graph.pass(Mode.TRAINING), graph.constant(points)))
                  .reshaped(1, 40, 40, 2),
              1e-5);
    }
  }

  @Test
  void withoutBias_makesTheWeightAlone() {
    try (TestGraph graph = TestGraph.open()) {
      Linear linear = new Linear(graph.scope(), Linear.Over.VECTORS, 2, 3, false);

      assertThat(linear.out()).isEqualTo(3);
      assertThat(graph.variables().all()).extracting(Variable::name).containsExactly("weight");
    }
  }
}
