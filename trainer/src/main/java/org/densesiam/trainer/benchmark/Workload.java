package org.densesiam.trainer.benchmark;

import java.util.OptionalDouble;
import org.densesiam.trainer.train.TrainingTrial;

/** Steps to be timed. Owns native memory. */
sealed interface Workload extends AutoCloseable permits InputWorkload, Workload.Training {

  /**
   * Does one step.
   *
   * @return how long it waited for input, in seconds; empty if there is no batch left
   */
  OptionalDouble step();

  @Override
  void close();

  /** Training steps. */
  record Training(TrainingTrial trial) implements Workload {
    @Override
    public OptionalDouble step() {
      return trial.step();
    }

    @Override
    public void close() {
      trial.close();
    }
  }
}
