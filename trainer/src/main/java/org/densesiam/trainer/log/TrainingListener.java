package org.densesiam.trainer.log;

/**
 * Side effects of the training loop. Every method but {@link #close} has an empty default, so that
 * a listener says only what it cares about.
 *
 * <p>Methods are called on the training thread and hold it up: be quick. An exception ends the run,
 * because a metrics file that silently stopped is worse than a run that did; files that cannot be
 * written give {@link java.io.UncheckedIOException}.
 */
public interface TrainingListener extends AutoCloseable {
  /** Training is about to begin or to go on. */
  default void onStart(RunStart start) {}

  /** Every {@code run.logEverySteps} steps. */
  default void onStep(StepReport report) {}

  /** Every {@code run.imagesEverySteps} steps. */
  default void onImages(ImageReport images) {}

  /** The network was judged on images that are not trained on. */
  default void onEvaluation(EvaluationReport evaluation) {}

  /** A checkpoint lies complete under its final name. */
  default void onCheckpoint(CheckpointReport checkpoint) {}

  /** Training ended: completed, stopped or failed. Comes also when {@link #onStep} threw. */
  default void onEnd(RunEnd end) {}

  /** Releases files and the terminal. May be called more than once. */
  @Override
  void close();
}
