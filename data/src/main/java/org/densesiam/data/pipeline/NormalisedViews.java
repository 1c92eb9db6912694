package org.densesiam.data.pipeline;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Two views of each image as a network takes them.
 *
 * @param view1 {@code [B, P, P, 3]}, {@code (x - mean) / std} of {@code x} in {@code [0, 1]}
 * @param view2 {@code [B, P, P, 3]}, as {@code view1}
 */
public record NormalisedViews(Operand<TFloat32> view1, Operand<TFloat32> view2) {}
