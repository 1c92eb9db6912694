package org.densesiam.trainer.eval;

import com.google.common.collect.ImmutableList;

/**
 * What an evaluation found.
 *
 * @param summary figures
 * @param samples some of the images, spread over the set
 */
public record EvaluationResult(
    EvaluationSummary summary, ImmutableList<EvaluationSample> samples) {}
