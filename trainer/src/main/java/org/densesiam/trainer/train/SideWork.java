package org.densesiam.trainer.train;

import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * What a job does beside its training steps, with the run's own graph, session and variables.
 * Nothing in it may change the variables once training has begun.
 */
interface SideWork extends AutoCloseable {

  /** Adds the work's operations to a run's graph. */
  interface Maker {
    /**
     * The work of one run.
     *
     * @param tf scope for its operations
     * @param training whose variables it reads
     */
    SideWork make(Ops tf, TrainingGraph training);
  }

  /** None. */
  Maker NONE = (tf, training) -> new SideWork() {};

  /**
   * When work is asked for.
   *
   * @param session the run's
   * @param position how far the run has come
   * @param listener to tell of what is found
   */
  record Moment(Session session, TrainingPosition position, TrainingListener listener) {}

  /** Variables have their initial values: the last moment to set others, the first to measure. */
  default void beforeFirstStep(Moment moment) {}

  /** Another epoch is over, but not the last. */
  default void afterEpoch(Moment moment) {}

  /** All epochs are over. */
  default void afterLastEpoch(Moment moment) {}

  /** Releases what the work holds. */
  @Override
  default void close() {}
}
