package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.trainer.config.OptimizerConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.optim.LearningRate;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.op.Ops;

/**
 * The training steps of a run without the run: no directory, no checkpoint, no end of the schedule.
 * To see what a step costs.
 *
 * <p>All losses of the configuration are on, as in the last phase of a run, which is the dearest.
 */
public final class TrainingTrial implements AutoCloseable {
  /** Of one step, that are all done: every loss has set in. */
  private static final long STEPS = 1;

  private static final StepRun.Wanted LOSSES_ONLY = new StepRun.Wanted(false, false);

  private final TrainingSession session;
  private final LearningRate learningRate;

  private TrainingTrial(TrainingConfig config, TrainingSession session) {
    this.session = session;
    this.learningRate =
        new LearningRate(
            config.initialLearningRate(), OptimizerConfig.Schedule.CONSTANT, 0, STEPS, true);
    session.start(TrainingPosition.START);
  }

  /** On views of noise that lie in the graph: input costs nothing. */
  public static TrainingTrial onNoise(TrainingConfig config) {
    return new TrainingTrial(config, TrainingSession.onNoise(config));
  }

  /** On the first epoch of shards. */
  public static TrainingTrial onShards(TrainingConfig config, RecordSource shards) {
    return new TrainingTrial(
        config, TrainingSession.onShards(config, shards, ImmutableList.of()));
  }

  /**
   * Trains one step.
   *
   * @return how long it waited for its batch, in seconds; empty if there was no batch left
   */
  public OptionalDouble step() {
    return session.step(STEPS, learningRate, LOSSES_ONLY).stream()
        .mapToDouble(StepRun.Outcome::waitSeconds)
        .findFirst();
  }

  @Override
  public void close() {
    session.close();
  }
}
