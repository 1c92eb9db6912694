package org.densesiam.trainer.optim;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with momentum and weight decay, PyTorch's arithmetic: {@code v =
 * momentum * v + (g + weightDecay * w); w = w - rate * v} (method.md section 5). The decay is on
 * every weight, batch norms and biases too.
 *
 * <p>Not the framework's {@code Momentum}: its learning rate is a constant of the graph, it knows
 * only reference variables, and it throws on variables that the loss cannot reach.
 */
public final class Sgd {
  private static final String SLOT = "/momentum";

  private final double momentum;
  private final double weightDecay;
  private final Map<Variable, Variable> velocities = new HashMap<>();

  /**
   * Makes one slot a weight, {@code <weight>/momentum}, starting at 0.
   *
   * @param slots where the slots live
   * @param momentum share of the velocity that stays, in [0, 1)
   * @param weightDecay at least 0
   */
  public Sgd(VariableStore slots, List<Variable> weights, double momentum, double weightDecay) {
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    for (Variable weight : weights) {
      velocities.put(
          weight,
          slots.create(
              weight.name() + SLOT,
              weight.shape(),
              Variable.Kind.SLOT,
              weight.group(),
              Initializer.zeros()));
    }
  }

  /**
   * A weight, what the step read of it, and the gradient there.
   *
   * @param value float32, of the weight's shape
   * @param gradient float32, of the weight's shape
   */
  public record Gradient(Variable weight, Operand<TFloat32> value, Operand<TFloat32> gradient) {}

  /**
   * Adds one update a weight. Weights without a gradient stay as they are, as in PyTorch.
   *
   * @param rates scalar learning rate of each group
   */
  public ImmutableList<Op> apply(
      Ops tf, List<Gradient> gradients, ImmutableMap<Variable.Group, Operand<TFloat32>> rates) {
    Operand<TFloat32> kept = tf.constant((float) momentum);
    Operand<TFloat32> decay = tf.constant((float) weightDecay);
    ImmutableList.Builder<Op> updates = ImmutableList.builder();
    for (Gradient g : gradients) {
      Operand<TFloat32> decayed = tf.math.add(g.gradient, tf.math.mul(g.value, decay));
      updates.add(
          tf.train.resourceApplyMomentum(
              g.weight.handle(),
              velocity(g.weight).handle(),
              checkNotNull(rates.get(g.weight.group()), g.weight.group()),
              decayed,
              kept));
    }
    return updates.build();
  }

  private Variable velocity(Variable weight) {
    return checkNotNull(velocities.get(weight), "%s has no momentum slot", weight);
  }
}
