package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.GpuKernels;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class FiniteCheckTest {
  private static final Shape KERNEL = Shape.of(3, 3, 4, 8);
  private static final Shape BIAS = Shape.of(8);

  @Test
  void notFinite_ofNumbers_isEmpty() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.heNormalFanOut());
      graph.scope().weight("b.weight", KERNEL, Initializer.zeros());
      graph.initialize();
      FiniteCheck check = new FiniteCheck(graph.tf(), graph.variables().all());

      assertThat(check.notFinite(graph.session())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void notFinite_namesTheVariableWithOneSuchValue(float value) {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.ones());
      Variable lost = graph.scope().weight("b.bias", BIAS, Initializer.ones());
      graph.initialize();
      FiniteCheck check = new FiniteCheck(graph.tf(), graph.variables().all());
      graph.set(lost, FloatTensor.of(BIAS, 1, 2, 3, 4, 5, 6, 7, value));

      assertThat(check.notFinite(graph.session())).containsExactly("b.bias");
    }
  }

  @Test
  void check_runsWhereTheVariablesAre() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("a.weight", KERNEL, Initializer.ones());
      graph.initialize();
      FiniteCheck check = new FiniteCheck(graph.tf(), graph.variables().all());

      assertThat(check.notFinite(graph.session())).isEmpty();
      assertThat(GpuKernels.ofTensorFlow().missingFor(graph.graph().toGraphDef())).isEmpty();
    }
  }
}
