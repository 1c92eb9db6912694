package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.ImmutableMap;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class WeightAssignmentTest {
  private static final FloatArray PAIR = FloatArray.of(Shape.of(2), 3, -4);
  private static final FloatArray MATRIX = FloatArray.of(Shape.of(2, 2), 1, 2, 3, 4);

  private final TestGraph graph = TestGraph.open();
  private final Variable pair =
      graph.scope().statistic("a.running_mean", Shape.of(2), Initializer.ones());
  private final Variable matrix =
      graph.scope().weight("b.weight", Shape.of(2, 2), Initializer.ones());
  private final WeightAssignment assignment =
      new WeightAssignment(graph.tf(), graph.variables().all());

  WeightAssignmentTest() {
    graph.initialize();
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void assign_setsEveryVariable_andLeavesAloneWhatItHasNotGot() {
    assignment.assign(
        graph.session(),
        arrays(
            ImmutableMap.of(
                "b.weight",
                MATRIX,
                "fc.weight",
                FloatArray.of(Shape.of(1), 9),
                "a.running_mean",
                PAIR)));

    assertThat(graph.read(pair)).isIdenticalTo(FloatTensor.of(Shape.of(2), 3, -4));
    assertThat(graph.read(matrix)).isIdenticalTo(FloatTensor.of(Shape.of(2, 2), 1, 2, 3, 4));
  }

  @Test
  void assign_missingArray_isNamed_andNothingIsChanged() {
    assertRefused(
        ImmutableMap.of("a.running_mean", PAIR),
        "hand-made does not fit the model: it has no variable \"b.weight\" [2, 2]");
  }

  @Test
  void assign_otherShape_isNamed_andNothingIsChanged() {
    assertRefused(
        ImmutableMap.of("a.running_mean", PAIR, "b.weight", PAIR),
        "hand-made does not fit the model: variable \"b.weight\" is [2] there and [2, 2] here");
  }

  @Test
  void assign_nan_isNamed_andNothingIsChanged() {
    assertRefused(
        ImmutableMap.of(
            "a.running_mean",
            PAIR,
            "b.weight",
            FloatArray.of(Shape.of(2, 2), 1, 2, Float.NaN, Float.POSITIVE_INFINITY)),
        "hand-made: variable \"b.weight\" has a value that is not finite, NaN at place 2 of [2, 2]");
  }

  private void assertRefused(ImmutableMap<String, FloatArray> arrays, String sentence) {
    assertThatThrownBy(() -> assignment.assign(graph.session(), arrays(arrays)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
    assertThat(graph.read(pair)).isIdenticalTo(FloatTensor.filled(Shape.of(2), 1));
    assertThat(graph.read(matrix)).isIdenticalTo(FloatTensor.filled(Shape.of(2, 2), 1));
  }

  private static NamedArrays arrays(ImmutableMap<String, FloatArray> arrays) {
    return new ArrayMap("hand-made", arrays);
  }
}
