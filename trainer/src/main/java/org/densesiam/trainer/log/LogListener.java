package org.densesiam.trainer.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of beginning, checkpoints and end, and in detail of every reported step. */
public final class LogListener implements TrainingListener {
  private static final Logger log = LoggerFactory.getLogger(LogListener.class);

  /** To the log of the process; see {@link RunLog}. */
  public LogListener() {}

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Start start) {
      log.info(
          "{} at step {} of {}, {} epochs, batches of {}",
          start.isResumed() ? "Resumed" : "Started",
          start.resumedStep(),
          start.totalSteps(),
          start.epochs(),
          start.batchSize());
    } else if (event instanceof RunEvent.Step step) {
      log.debug("Step {}: {}", step.step(), step.scalars());
    } else if (event instanceof RunEvent.Evaluation evaluation) {
      log.info("After {} epochs: {}", evaluation.epoch(), evaluation.scalars());
    } else if (event instanceof RunEvent.Checkpoint checkpoint) {
      log.info("Checkpoint {} written in {} ms", checkpoint.path(), checkpoint.took().toMillis());
    } else if (event instanceof RunEvent.End end) {
      log.info(
          "{} at step {} after {} s{}",
          end.outcome(),
          end.step(),
          end.wallTime().toSeconds(),
          end.reason().map(reason -> ": " + reason).orElse(""));
    }
  }

  @Override
  public void close() {}
}
