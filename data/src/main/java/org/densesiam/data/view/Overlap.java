package org.densesiam.data.view;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What two views of an image share.
 *
 * @param box {@code [B, 4]}, the common box; where {@code valid} is false it is the first view's
 *     box, so that sampling there is finite, and means nothing
 * @param valid {@code [B]}, whether the common box is not empty and not smaller than asked
 * @param area {@code [B]}, area of the common box as a share of the source image, 0 where empty
 */
public record Overlap(Operand<TFloat32> box, Operand<TBool> valid, Operand<TFloat32> area) {

  /**
   * The overlap of two batches of boxes, each {@code [B, 4]}.
   *
   * @param minArea smallest area that counts, as a share of the source image, in {@code [0, 1)}
   */
  public static Overlap of(Ops tf, Operand<TFloat32> box1, Operand<TFloat32> box2, double minArea) {
    Operand<TFloat32> start = tf.math.maximum(corner(tf, box1, 0), corner(tf, box2, 0)); // [B, 2]
    Operand<TFloat32> end = tf.math.minimum(corner(tf, box1, 2), corner(tf, box2, 2));
    Operand<TFloat32> extent = tf.math.maximum(tf.math.sub(end, start), tf.constant(0f));
    Operand<TFloat32> area = tf.reduceProd(extent, tf.constant(1)); // [B]
    Operand<TBool> valid =
        tf.math.logicalAnd(
            tf.math.greater(area, tf.constant(0f)),
            tf.math.greaterEqual(area, tf.constant((float) minArea)));
    Operand<TFloat32> common = tf.concat(List.of(start, end), tf.constant(1)); // [B, 4]
    Operand<TFloat32> box = tf.select(tf.expandDims(valid, tf.constant(1)), common, box1);
    return new Overlap(box, valid, area);
  }

  private static Operand<TFloat32> corner(Ops tf, Operand<TFloat32> box, int first) {
    return tf.slice(box, tf.constant(new int[] {0, first}), tf.constant(new int[] {-1, 2}));
  }
}
