package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import org.densesiam.model.NetworkConfig;
import org.densesiam.model.SiameseNetwork;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.CheckpointOps;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.optim.Sgd;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** What a run's checkpoints hold: the network's variables, then the optimiser's slots. */
final class TrainingVariables {
  private final SiameseNetwork model;
  private final VariableStore variables;
  private final VariableStore slots;
  private final Sgd sgd;
  private final CheckpointOps checkpoint;

  /** Adds the variables to the graph of {@code tf}; they begin as the run's seed has them. */
  TrainingVariables(Ops tf, TrainingConfig config) {
    NetworkConfig network = config.model();
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

  SiameseNetwork model() {
    return model;
  }

  Sgd sgd() {
    return sgd;
  }

  /** The model's alone. */
  ImmutableList<Variable> ofModel() {
    return variables.all();
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
}
