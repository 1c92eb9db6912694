package org.densesiam.trainer.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of beginning, checkpoints and end, and in detail of every reported step. */
public final class LogListener implements TrainingListener {
  private static final Logger log = LoggerFactory.getLogger(LogListener.class);

  /** To the log of the process; see {@link RunLog}. */
  public LogListener() {}

  @Override
  public void onStart(RunStart start) {
    log.info(
        "{} at step {} of {}, {} epochs, batches of {}",
        start.isResumed() ? "Resumed" : "Started",
        start.resumedStep(),
        start.totalSteps(),
        start.epochs(),
        start.batchSize());
  }

  @Override
  public void onStep(StepReport report) {
    log.debug("Step {}: {}", report.step(), report.scalars());
  }

  @Override
  public void onEvaluation(EvaluationReport evaluation) {
    log.info("After {} epochs: {}", evaluation.epoch(), evaluation.scalars());
  }

  @Override
  public void onCheckpoint(CheckpointReport checkpoint) {
    log.info("Checkpoint {} written in {} ms", checkpoint.path(), checkpoint.took().toMillis());
  }

  @Override
  public void onEnd(RunEnd end) {
    log.info(
        "{} at step {} after {} s{}",
        end.outcome(),
        end.step(),
        end.wallTime().toSeconds(),
        end.reason().map(reason -> ": " + reason).orElse(""));
  }

  @Override
  public void close() {}
}
