package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.WeightAssignment;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.SessionOptions;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * A run's checkpoint before its first step, with weights from elsewhere: the run goes on from it as
 * from any other. Made from the variables alone; no step is built for it.
 */
public final class StartingCheckpoint {
  private StartingCheckpoint() {}

  /**
   * Begins a run of either job with it: opens the data, reads all of it once to prove it whole, and
   * makes the run directory. Its job goes on from there by {@code --resume}.
   *
   * @param weights proved to fit, under the network's names; what they lack starts as the seed has
   *     it
   * @return the checkpoint's folder
   * @throws IllegalArgumentException if the data or the directory are not as they must be; no run
   *     is begun then
   */
  public static Path begin(
      RunOrder<? extends TrainingConfig> order, NamedArrays weights, ScanProgress progress) {
    return CheckpointStore.newest(
        TrainingRun.begin(order, Optional.of(weights), progress).directory());
  }

  /**
   * Writes it.
   *
   * @param weights under the network's names; what they lack starts as the seed has it
   * @return its folder
   * @throws IllegalArgumentException if an array has another shape or is not finite; nothing is
   *     written then
   */
  static Path write(CheckpointStore checkpoints, TrainingConfig config, NamedArrays weights) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, SessionOptions.training())) {
      Ops tf = Ops.create(graph);
      TrainingVariables variables = new TrainingVariables(tf, config);
      for (Op initializer : variables.initializers()) {
        session.run(initializer);
      }
      new WeightAssignment(tf, held(variables, weights)).assign(session, weights);
      return checkpoints.write(
          Checkpoint.of(TrainingPosition.START, config.model().backbone(), variables.all()),
          prefix -> variables.checkpoint().save(session, prefix));
    }
  }

  private static ImmutableList<Variable> held(TrainingVariables variables, NamedArrays weights) {
    return variables.ofModel().stream()
        .filter(variable -> weights.shapes().containsKey(variable.name()))
        .collect(ImmutableList.toImmutableList());
  }
}
