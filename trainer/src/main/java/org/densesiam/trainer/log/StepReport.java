package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;

/**
 * The numbers of one logged step.
 *
 * @param step steps done, from 1
 * @param totalSteps steps when training is complete
 * @param epoch the epoch this step belongs to, from 0
 * @param epochs passes over the data when training is complete
 * @param scalars by the names of {@link ScalarNames}, in the order in which they are to be shown; a
 *     value may be NaN or infinite
 * @param wallTime when the step ended
 */
public record StepReport(
    long step,
    long totalSteps,
    int epoch,
    int epochs,
    ImmutableMap<String, Double> scalars,
    Instant wallTime) {
  public StepReport {
    checkArgument(step >= 0, "step must not be negative: %s", step);
    checkArgument(step <= totalSteps, "step %s is after the last one, %s", step, totalSteps);
    checkArgument(epoch >= 0 && epoch <= epochs, "epoch must be in [0, %s]: %s", epochs, epoch);
  }
}
