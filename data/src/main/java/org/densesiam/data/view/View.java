package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
public record View(Operand<TFloat32> image, Operand<TFloat32> box, Operand<TBool> flip) {

  /**
   * {@code [B, 4]}: a box as a view shows it, which is from right to left where it is mirrored.
   *
   * @param box {@code [B, 4]}
   * @param flip {@code [B]}
   */
  static Operand<TFloat32> region(Ops tf, Operand<TFloat32> box, Operand<TBool> flip) {
    Operand<TFloat32> mirrored = // (y0, x1, y1, x0)
        tf.gather(box, tf.constant(new int[] {0, 3, 2, 1}), tf.constant(1));
    return tf.select(tf.expandDims(flip, tf.constant(1)), mirrored, box);
  }
}
