/**
 * How good a segmentation or a feature is: label maps against labels, whatever made them.
 *
 * <p>{@link org.densesiam.trainer.eval.Evaluation} runs a {@link
 * org.densesiam.trainer.eval.LabelPredictor} over labelled shards and counts a {@link
 * org.densesiam.trainer.eval.ConfusionMatrix}; {@link
 * org.densesiam.trainer.eval.SegmentationScores} are made of that. What runs a network is not here,
 * so that networks, k-means and probes are scored by the same code. {@link
 * org.densesiam.trainer.eval.Spectrum} needs no labels: in how many directions features lie.
 *
 * <p>{@code K} clusters are what a predictor tells apart, {@code C} classes what the labels name;
 * either may be the larger. Pixels labelled 255 count for nothing. Every score is a share, from 0
 * to 1, and absent where it would be a division by zero: never a NaN.
 */
@NullMarked
package org.densesiam.trainer.eval;

import org.jspecify.annotations.NullMarked;
