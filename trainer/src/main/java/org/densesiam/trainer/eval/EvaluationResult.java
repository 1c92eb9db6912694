package org.densesiam.trainer.eval;

import com.google.common.collect.ImmutableList;

/**
 * What an evaluation found.
 *
 * @param summary figures
 * @param samples some of the images, spread over the set
 */
public record EvaluationResult(EvaluationSummary summary, ImmutableList<Samples.Sample> samples) {

  /**
   * The same, of a network after so many training steps.
   *
   * @param step 0 before the first
   */
  public EvaluationResult atStep(long step) {
    return new EvaluationResult(summary.atStep(step), samples);
  }
}
