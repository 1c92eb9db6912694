package org.densesiam.model.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class VariableStoreTest {

  @Test
  void nameTakenTwice_isRefused() {
    try (TestGraph graph = TestGraph.open()) {
      graph.scope().weight("weight", Shape.of(1), Initializer.zeros());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.scope().statistic("weight", Shape.of(1), Initializer.zeros()))
          .withMessage("variable \"weight\" is made twice");
    }
  }

  @Test
  void variables_areNotAliasesOfEachOther() {
    try (TestGraph graph = TestGraph.open()) {
      Variable one = graph.scope().weight("one", Shape.of(2), Initializer.ones());
      Variable zero = graph.scope().weight("zero", Shape.of(2), Initializer.zeros());
      graph.initialize();

      assertThat(graph.read(one)).hasValues(0, 1, 1);
      assertThat(graph.read(zero)).hasValues(0, 0, 0);
    }
  }

  @Test
  void kindAndGroup_areWhatTheScopeSays() {
    try (TestGraph graph = TestGraph.open()) {
      ModelScope head = graph.scope().child("head");
      Variable body = head.weight("weight", Shape.of(1), Initializer.zeros());
      Variable predictor =
          head.ofPredictor().child("0").weight("weight", Shape.of(1), Initializer.zeros());
      Variable mean = head.statistic("running_mean", Shape.of(1), Initializer.zeros());

      assertThat(body.group()).isEqualTo(Variable.Group.BODY);
      assertThat(predictor.group()).isEqualTo(Variable.Group.PREDICTOR);
      assertThat(predictor.name()).isEqualTo("head.0.weight");
      assertThat(graph.variables().of(Variable.Kind.WEIGHT)).containsExactly(body, predictor);
      assertThat(graph.variables().of(Variable.Kind.STATISTIC)).containsExactly(mean);
    }
  }

  @Test
  void weight_isReadOnceForBothViews_soItsGradientIsTheSum() {
    try (TestGraph graph = TestGraph.open()) {
      Variable weight = graph.scope().weight("weight", Shape.of(1), Initializer.ones());
      graph.initialize();
      WeightReader<TFloat32> reader = new WeightReader<>(graph.tf(), TFloat32.class);
      ForwardPass<TFloat32> first =
          new ForwardPass<>(graph.tf(), ForwardPass.Mode.TRAINING, reader);
      ForwardPass<TFloat32> second =
          new ForwardPass<>(graph.tf(), ForwardPass.Mode.TRAINING, reader);
      Operand<TFloat32> times3 =
          graph.tf().math.mul(first.weight(weight), graph.constant(FloatTensor.vector(3)));
      Operand<TFloat32> times4 =
          graph.tf().math.mul(second.weight(weight), graph.constant(FloatTensor.vector(4)));
      Operand<TFloat32> sum =
          graph.tf().reduceSum(graph.tf().math.add(times3, times4), graph.tf().constant(0));

      assertThat(reader.weights().keySet()).containsExactly(weight);
      assertThat(graph.gradient(sum, reader.read(weight))).hasValues(0, 3 + 4);
    }
  }
}
