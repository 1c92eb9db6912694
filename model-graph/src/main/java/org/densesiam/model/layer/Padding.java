package org.densesiam.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Rows and columns added around a feature map. */
final class Padding {
  private Padding() {}

  /** {@code [B, h, w, C] -> [B, h + 2 * cells, w + 2 * cells, C]}. */
  static <T extends TFloating> Operand<T> symmetric(Ops tf, Operand<T> x, int cells, float value) {
    int[][] paddings = {{0, 0}, {cells, cells}, {cells, cells}, {0, 0}};
    return tf.pad(x, tf.constant(paddings), tf.dtypes.cast(tf.constant(value), x.type()));
  }
}
