package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * One view of each image of a batch, as the network gets it.
 *
 * @param image {@code [B, P, P, 3]}, normalised by mean and standard deviation, mirrored already
 *     where {@code flip} says so
 * @param box {@code [B, 4]}, {@code (y0, x0, y1, x1)} in the source image, normalised to [0, 1]
 * @param flip {@code [B]}, whether the view is mirrored left-right
 */
public record View(Operand<TFloat32> image, Operand<TFloat32> box, Operand<TBool> flip) {}
