package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.densesiam.model.LossTerm;
import org.densesiam.model.Losses;
import org.densesiam.model.NetworkConfig;
import org.densesiam.model.Learner;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.weights.FiniteCheck;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.optim.Sgd;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Variables and step of a run, for whatever its network learns from, wherever that comes from.
 *
 * @param <I> what the network learns from in a step
 */
final class TrainingGraph<I> {

  /**
   * The step as it is while one set of losses is active. A loss that is switched on later costs
   * nothing before: each phase has operations of its own, and only those of the fetched one run.
   *
   * @param losses scalars of the step, means over the replicas
   * @param gradientNorm scalar, L2 norm over all gradients, before weight decay
   * @param train the whole step: gradients, update of weights and running statistics
   */
  record Phase(Losses losses, Operand<TFloat32> gradientNorm, Op train) {}

  private final NetworkConfig<I> config;
  private final TrainingVariables<I> variables;
  private final ImmutableMap<Variable.Group, Placeholder<TFloat32>> rates;
  private final ImmutableMap<ImmutableSet<LossTerm>, Phase> phases;
  private final FiniteCheck finiteCheck;

  /**
   * Adds everything to the graph of {@code tf}.
   *
   * @param network of {@code training}
   * @param inputs what each replica learns from, at least one
   */
  TrainingGraph(Ops tf, TrainingConfig training, NetworkConfig<I> network, List<I> inputs) {
    this.config = network;
    this.variables = new TrainingVariables<>(tf, training, network);
    this.rates = rates(tf);
    Map<ImmutableSet<LossTerm>, Phase> made = new LinkedHashMap<>();
    for (double progress : new double[] {0, 1}) {
      ImmutableSet<LossTerm> active = config.active(progress);
      if (!made.containsKey(active)) {
        made.put(active, phase(tf.withSubScope("phase" + made.size()), inputs, active));
      }
    }
    this.phases = ImmutableMap.copyOf(made);
    this.finiteCheck = new FiniteCheck(tf, variables.all());
  }

  private static ImmutableMap<Variable.Group, Placeholder<TFloat32>> rates(Ops tf) {
    ImmutableMap.Builder<Variable.Group, Placeholder<TFloat32>> rates = ImmutableMap.builder();
    for (Variable.Group group : Variable.Group.values()) {
      rates.put(group, tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())));
    }
    return rates.buildOrThrow();
  }

  private Phase phase(Ops tf, List<I> inputs, ImmutableSet<LossTerm> active) {
    Replica replica =
        Replica.mean(
            tf,
            inputs.stream()
                .map(each -> Replica.build(tf, variables.model(), each, active, config.precision()))
                .collect(toImmutableList()));
    Ops update = tf.withSubScope("update");
    List<Op> updates =
        ImmutableList.<Op>builder()
            .addAll(variables.sgd().apply(update, replica.gradients(), ImmutableMap.copyOf(rates)))
            .addAll(BatchStatistics.update(update, replica.statistics()))
            .build();
    return new Phase(
        replica.losses(),
        norm(tf, replica.gradients()),
        update.withControlDependencies(updates).noOp());
  }

  private static Operand<TFloat32> norm(Ops tf, List<Sgd.Gradient> gradients) {
    List<Operand<TFloat32>> squares =
        gradients.stream()
            .<Operand<TFloat32>>map(g -> tf.nn.l2Loss(g.gradient())) // sum(g^2) / 2
            .toList();
    return tf.math.sqrt(tf.math.mul(tf.math.addN(squares), tf.constant(2f)));
  }

  /** The step to run when {@code step} of {@code totalSteps} are done. */
  Phase phase(long step, long totalSteps) {
    return checkNotNull(phases.get(config.active((double) step / totalSteps)));
  }

  /** What is learned and kept. */
  TrainingVariables<I> variables() {
    return variables;
  }

  /** Where the learning rate of each group of weights is fed, scalar. */
  ImmutableMap<Variable.Group, Placeholder<TFloat32>> rates() {
    return rates;
  }

  /** Asks whether variables and slots are numbers. */
  FiniteCheck finiteCheck() {
    return finiteCheck;
  }

  /**
   * The network.
   *
   * @throws ClassCastException if it is of another type
   */
  <N extends Learner<?>> N network(Class<N> type) {
    return type.cast(variables.model());
  }
}
