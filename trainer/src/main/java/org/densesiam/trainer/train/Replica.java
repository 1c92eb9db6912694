package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.function.Function;
import org.densesiam.model.Learner;
import org.densesiam.model.LossTerm;
import org.densesiam.model.Losses;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.Passes;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.trainer.optim.Sgd;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One device's share of a training step: the losses of its views and their gradients.
 *
 * <p>It reads the variables, changes none of them, and knows of no other replica. Whoever applies
 * the gradients and statistics decides whether to average them over several first.
 *
 * @param losses of this replica's views
 * @param gradients of {@code losses.total()}, one for each weight that it depends on
 * @param statistics what the batch norms saw, the first view's before the second's
 */
public record Replica(
    Losses losses,
    ImmutableList<Sgd.Gradient> gradients,
    ImmutableList<BatchStatistics> statistics) {

  /**
   * Adds the operations of a replica.
   *
   * @param tf where its operations go: its device is this one's
   * @param input what the step brings this replica
   * @param active losses to ask for
   */
  public static <I> Replica build(
      Ops tf, Learner<I> model, I input, ImmutableSet<LossTerm> active, Precision precision) {
    return build(tf, WeightReader.of(tf.withSubScope("weights"), precision), model, input, active);
  }

  private static <T extends TFloating, I> Replica build(
      Ops tf, WeightReader<T> weights, Learner<I> model, I input, ImmutableSet<LossTerm> active) {
    Passes<T> passes = new Passes<>(tf, weights);
    Losses losses = model.losses(passes, input, active);
    return new Replica(
        losses, gradients(tf, losses.total(), weights.weights()), passes.statistics());
  }

  /** Adds the losses alone, by the statistics of the batch: nothing learns from them. */
  static <I> Losses losses(
      Ops tf, Learner<I> model, I input, ImmutableSet<LossTerm> active, Precision precision) {
    return losses(tf, WeightReader.of(tf, precision), model, input, active);
  }

  private static <T extends TFloating, I> Losses losses(
      Ops tf, WeightReader<T> weights, Learner<I> model, I input, ImmutableSet<LossTerm> active) {
    return model.losses(new Passes<>(tf, weights), input, active);
  }

  /**
   * Several replicas as one: the mean of their losses, gradients and statistics. One stays as it
   * is.
   */
  static Replica mean(Ops tf, List<Replica> replicas) {
    Replica first = replicas.get(0);
    if (replicas.size() == 1) {
      return first;
    }
    ImmutableList.Builder<Sgd.Gradient> gradients = ImmutableList.builder();
    for (int i = 0; i < first.gradients.size(); i++) {
      int index = i;
      Sgd.Gradient one = first.gradients.get(i);
      gradients.add(
          new Sgd.Gradient(
              one.weight(),
              one.value(),
              mean(tf, replicas, each -> each.gradients.get(index).gradient())));
    }
    ImmutableList.Builder<BatchStatistics> statistics = ImmutableList.builder();
    for (int i = 0; i < first.statistics.size(); i++) {
      int index = i;
      BatchStatistics one = first.statistics.get(i);
      statistics.add(
          new BatchStatistics(
              one.running(),
              mean(tf, replicas, each -> each.statistics.get(index).batch()),
              one.momentum()));
    }
    return new Replica(
        new Losses(
            mean(tf, replicas, each -> each.losses.total()),
            ImmutableMap.copyOf(
                Maps.transformEntries(
                    first.losses.terms(),
                    (term, loss) ->
                        mean(tf, replicas, each -> checkNotNull(each.losses.terms().get(term))))),
            ImmutableMap.copyOf(
                Maps.transformEntries(
                    first.losses.meters(),
                    (name, meter) ->
                        mean(tf, replicas, each -> checkNotNull(each.losses.meters().get(name)))))),
        gradients.build(),
        statistics.build());
  }

  private static Operand<TFloat32> mean(
      Ops tf, List<Replica> replicas, Function<Replica, Operand<TFloat32>> part) {
    return tf.math.mul(
        tf.math.addN(Lists.transform(replicas, part::apply)), tf.constant(1f / replicas.size()));
  }

  private static ImmutableList<Sgd.Gradient> gradients(
      Ops tf, Operand<TFloat32> total, ImmutableMap<Variable, Operand<TFloat32>> weights) {
    Output<?>[] values = weights.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = ((Graph) tf.scope().env()).addGradients(total.asOutput(), values);
    ImmutableList.Builder<Sgd.Gradient> paired = ImmutableList.builder();
    int i = 0;
    for (var entry : weights.entrySet()) {
      paired.add(
          new Sgd.Gradient(
              entry.getKey(), entry.getValue(), gradients[i++].expect(TFloat32.class)));
    }
    return paired.build();
  }
}
