/**
 * How good frozen features are, measured by what little can be learned on top of them.
 *
 * <p>{@link org.densesiam.trainer.probe.FrozenNetwork} is a backbone whose weights stay as they
 * are; {@link org.densesiam.trainer.probe.FeatureBank} holds features of images, or of points of
 * images; on them stand a linear classifier, a vote of nearest neighbours, and k-means.
 *
 * <p>Shapes: {@code B} batch, {@code P} side of an image in pixels, {@code h, w, C} of a stage's
 * output, {@code N} features in a bank, {@code K} classes or clusters.
 */
@NullMarked
package org.densesiam.trainer.probe;

import org.jspecify.annotations.NullMarked;
