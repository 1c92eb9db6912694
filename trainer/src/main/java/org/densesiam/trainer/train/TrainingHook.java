package org.densesiam.trainer.train;

import java.util.Optional;
import java.util.function.Consumer;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Work beside the steps, in the run's own graph and session, whenever its schedule says so: an
 * evaluation, a meter (big_vision's evaluators are the model).
 *
 * <p>One that {@link #changesVariables} runs before the others, and before the checkpoint of a
 * run's end is written. What it changes must be among the run's variables, whose checkpoints alone
 * decide how a resumed run goes on.
 */
interface TrainingHook extends AutoCloseable {

  /** Adds the hook's operations to a run's graph. */
  interface Maker {
    /**
     * The hook of one run.
     *
     * @param tf scope for its operations
     * @param training whose variables it reads
     * @param input what the run trains on
     */
    TrainingHook make(Ops tf, TrainingGraph<?> training, StepInput<?> input);
  }

  /**
   * When a hook is due.
   *
   * @param beforeFirstStep when variables have their initial values
   * @param everyEpochs after every so many epochs but the last, at least 1; never if empty
   * @param afterLastEpoch when all is done
   */
  record Schedule(boolean beforeFirstStep, Optional<Integer> everyEpochs, boolean afterLastEpoch) {

    /**
     * Whether it is due.
     *
     * @param at the beginning of the run or the end of an epoch
     * @param epochs of the whole run
     */
    boolean isDue(TrainingPosition at, int epochs) {
      if (at.step() == 0) {
        return beforeFirstStep;
      }
      return at.epoch() == epochs
          ? afterLastEpoch
          : everyEpochs.filter(every -> at.epoch() % every == 0).isPresent();
    }
  }

  /**
   * When work is asked for.
   *
   * @param session the run's
   * @param position how far the run has come
   * @param listener to tell of what is found
   * @param checkpoint writes one into a store, as the network is now
   */
  record Moment(
      Session session,
      TrainingPosition position,
      TrainingListener listener,
      Consumer<CheckpointStore> checkpoint) {

    boolean isBeforeFirstStep() {
      return position.step() == 0;
    }

    /** Tells how far the work is. */
    void measuring(String what, long done, long total) {
      listener.on(new RunEvent.Measuring(what, done, total));
    }
  }

  Schedule schedule();

  /** Whether it prepares the next steps; others only look. */
  default boolean changesVariables() {
    return false;
  }

  /** Does the work. */
  void run(Moment moment);

  /** Releases what the hook holds. */
  @Override
  default void close() {}
}
