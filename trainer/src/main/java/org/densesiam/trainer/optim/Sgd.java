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
import org.tensorflow.types.family.TType;

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
    ImmutableList.Builder<Op> updates = ImmutableList.builder();
    for (Gradient g : gradients) {
      Operand<TFloat32> rate = checkNotNull(rates.get(g.weight.group()), g.weight.group());
      updates.add(momentum > 0 ? inPlace(tf, g, rate, kept) : added(tf, g, rate, kept));
    }
    return updates.build();
  }

  /**
   * The decay goes into the velocity first, {@code v = v + weightDecay / momentum * w}, so that
   * {@code momentum * v + g} is what it should be: no tensor of the weight's size is made, which
   * adding it to the gradient does twice.
   */
  private Op inPlace(Ops tf, Gradient g, Operand<TFloat32> rate, Operand<TFloat32> kept) {
    Operand<? extends TType> velocity = velocity(g.weight).handle();
    if (weightDecay == 0) {
      return tf.train.resourceApplyMomentum(g.weight.handle(), velocity, rate, g.gradient, kept);
    }
    Operand<TFloat32> minusDecay = tf.constant((float) (-weightDecay / momentum));
    Op decayed = tf.train.resourceApplyGradientDescent(velocity, minusDecay, g.value);
    return tf.withControlDependencies(decayed)
        .train
        .resourceApplyMomentum(g.weight.handle(), velocity, rate, g.gradient, kept);
  }

  private Op added(Ops tf, Gradient g, Operand<TFloat32> rate, Operand<TFloat32> kept) {
    Operand<TFloat32> decay = tf.math.mul(g.value, tf.constant((float) weightDecay));
    return tf.train.resourceApplyMomentum(
        g.weight.handle(), velocity(g.weight).handle(), rate, tf.math.add(g.gradient, decay), kept);
  }

  private Variable velocity(Variable weight) {
    return checkNotNull(velocities.get(weight), "%s has no momentum slot", weight);
  }
}
