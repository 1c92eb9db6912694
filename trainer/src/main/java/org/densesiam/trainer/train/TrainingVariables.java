package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.densesiam.model.Learner;
import org.densesiam.model.NetworkConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.CheckpointOps;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.WeightAssignment;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.SessionOptions;
import org.densesiam.trainer.optim.Sgd;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * What a run's checkpoints hold: the network's variables, then the optimiser's slots.
 *
 * @param <I> what the network learns from in a step
 */
final class TrainingVariables<I> {
  private final Learner<I> model;
  private final VariableStore variables;
  private final VariableStore slots;
  private final Sgd sgd;
  private final CheckpointOps checkpoint;

  /**
   * Adds the variables to the graph of {@code tf}; they begin as the run's seed has them.
   *
   * @param network of {@code config}
   */
  TrainingVariables(Ops tf, TrainingConfig config, NetworkConfig<I> network) {
    long seed = config.run().seed();
    this.variables = new VariableStore(tf.withSubScope("variables"), seed);
    this.model = network.build(ModelScope.root(variables));
    this.slots = new VariableStore(tf.withSubScope("slots"), seed);
    this.sgd =
        new Sgd(
            slots,
            variables.of(Variable.Kind.WEIGHT),
            config.optimizer().momentum(),
            config.optimizer().weightDecay());
    this.checkpoint = new CheckpointOps(tf, all());
  }

  Learner<I> model() {
    return model;
  }

  Sgd sgd() {
    return sgd;
  }

  ImmutableList<Variable> all() {
    return ImmutableList.<Variable>builder().addAll(variables.all()).addAll(slots.all()).build();
  }

  /** Give every variable its initial value. */
  ImmutableList<Op> initializers() {
    return ImmutableList.of(variables.initializer(), slots.initializer());
  }

  /** Writes and reads all of them. */
  CheckpointOps checkpoint() {
    return checkpoint;
  }

  /**
   * Writes a run's checkpoint before its first step, with weights from elsewhere: the run goes on
   * from it as from any other. No step is built for it.
   *
   * @param weights under the network's names; what they lack starts as the seed has it
   * @return its folder
   * @throws IllegalArgumentException if an array has another shape or is not finite; nothing is
   *     written then
   */
  static Path writeStart(CheckpointStore checkpoints, TrainingConfig config, NamedArrays weights) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, SessionOptions.training(config.viewsPerImage()))) {
      Ops tf = Ops.create(graph);
      TrainingVariables<?> variables = new TrainingVariables<>(tf, config, config.model());
      for (Op initializer : variables.initializers()) {
        session.run(initializer);
      }
      new WeightAssignment(tf, variables.heldBy(weights)).assign(session, weights);
      return checkpoints.write(
          Checkpoint.of(TrainingPosition.START, config.model().backbone(), variables.all()),
          prefix -> variables.checkpoint().save(session, prefix));
    }
  }

  private ImmutableList<Variable> heldBy(NamedArrays weights) {
    return variables.all().stream()
        .filter(variable -> weights.shapes().containsKey(variable.name()))
        .collect(ImmutableList.toImmutableList());
  }
}
