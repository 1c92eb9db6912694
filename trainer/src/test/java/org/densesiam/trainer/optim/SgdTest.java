package org.densesiam.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SgdTest {
  private static final double START = 2;
  private static final double RATE = 0.1;

  /** The gradient of {@code w^2 / 2} is {@code w}; three steps, in PyTorch's arithmetic. */
  @ParameterizedTest
  @CsvSource({"0.9, 0.01", "0.9, 0", "0, 0.01", "0, 0"})
  void threeSteps_areTorchs(double momentum, double weightDecay) {
    double weight = START;
    double velocity = 0;
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      VariableStore store = new VariableStore(tf, 0);
      Variable variable = weight(store);
      Sgd sgd = new Sgd(store, List.of(variable), momentum, weightDecay);
      Operand<TFloat32> value = tf.readVariableOp(variable.handle(), TFloat32.class);
      ImmutableList<Op> step =
          sgd.apply(tf, List.of(new Sgd.Gradient(variable, value, tf.identity(value))), rates(tf));
      // A read of its own: what the step reads is the weight before it.
      Operand<TFloat32> after = tf.readVariableOp(variable.handle(), TFloat32.class);
      session.run(store.initializer());
      for (int i = 0; i < 3; i++) {
        step.forEach(session::run);
        velocity = momentum * velocity + (weight + weightDecay * weight);
        weight -= RATE * velocity;
        assertThat((double) scalar(session, after))
            .as("weight after step %s", i + 1)
            .isCloseTo(weight, within(1e-6));
      }
    }
  }

  private static Variable weight(VariableStore store) {
    return store.create(
        "w",
        Shape.of(1),
        Variable.Kind.WEIGHT,
        Variable.Group.BODY,
        Initializer.constant((float) START));
  }

  private static ImmutableMap<Variable.Group, Operand<TFloat32>> rates(Ops tf) {
    return ImmutableMap.of(Variable.Group.BODY, tf.constant((float) RATE));
  }

  private static float scalar(Session session, Operand<TFloat32> x) {
    try (var result = session.runner().fetch(x).run()) {
      return ((TFloat32) result.get(0)).getFloat(0);
    }
  }
}
