package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;

/**
 * What an evaluation on images that are not trained on has found.
 *
 * @param step steps done, from 0
 * @param epoch epochs done, from 0
 * @param scalars by name, {@code evaluation/miou} and the like
 */
public record EvaluationReport(long step, int epoch, ImmutableMap<String, Double> scalars) {
  public EvaluationReport {
    checkArgument(step >= 0, "step must not be negative: %s", step);
    checkArgument(epoch >= 0, "epoch must not be negative: %s", epoch);
  }
}
