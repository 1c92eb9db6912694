package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import org.densesiam.trainer.config.Job;

/**
 * Where a run begins.
 *
 * @param job what it trains for
 * @param directory the run directory
 * @param resumedStep steps already done; 0 for a fresh run. Lines and events of later steps,
 *     written by a process that died before its next checkpoint, are void
 * @param totalSteps steps when training is complete, &gt;= {@code resumedStep}
 * @param epochs passes over the data when training is complete
 * @param batchSize image pairs a step, over all replicas
 */
public record RunStart(
    Job job, Path directory, long resumedStep, long totalSteps, int epochs, int batchSize) {
  public RunStart {
    checkArgument(resumedStep >= 0, "resumedStep must not be negative: %s", resumedStep);
    checkArgument(
        totalSteps >= resumedStep,
        "totalSteps must be at least resumedStep %s: %s",
        resumedStep,
        totalSteps);
    checkArgument(epochs > 0, "epochs must be positive: %s", epochs);
    checkArgument(batchSize > 0, "batchSize must be positive: %s", batchSize);
  }

  /** Whether this run goes on from a checkpoint. */
  public boolean isResumed() {
    return resumedStep > 0;
  }
}
