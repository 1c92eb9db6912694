package org.densesiam.data.pipeline;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Whole images and what is known of them, for judging a network; never for training one without
 * labels.
 *
 * @param images {@code [B, P, P, 3]}, red, green, blue in 0..255
 * @param labels {@code [B, P, P]}, the number of each pixel's class, or 255 where it is to be
 *     ignored; 255 everywhere if the shards have no label maps
 * @param imageLabel {@code [B]}, the number of the image's class, or -1 if its record has none
 * @param position {@code [B]}, index of the record in stored order, from 0; ascending. A number
 *     left out is a record that could not be decoded
 */
public record EvaluationBatch(
    Operand<TUint8> images,
    Operand<TInt32> labels,
    Operand<TInt64> imageLabel,
    Operand<TInt64> position) {}
