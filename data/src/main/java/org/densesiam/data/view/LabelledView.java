package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One view of each image of a batch with what somebody said its pixels are.
 *
 * @param image {@code [B, P, P, 3]}, normalised by mean and standard deviation
 * @param labels {@code [B, P, P]}, the number of each pixel's class, 255 where it is to be ignored;
 *     cut and mirrored as the image is
 */
public record LabelledView(Operand<TFloat32> image, Operand<TInt32> labels) {}
