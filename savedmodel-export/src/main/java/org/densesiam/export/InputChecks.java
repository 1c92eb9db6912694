package org.densesiam.export;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Refuses, by the input's name, what a server was sent and no network can answer. */
final class InputChecks {
  private InputChecks() {}

  /** Some of TensorFlow's fused kernels answer an empty batch with an error that names nothing. */
  static <X extends TType> Operand<X> notEmpty(Ops tf, String input, Operand<X> values) {
    Op check =
        tf.assertThat(
            tf.math.greater(tf.size(values), tf.constant(0)),
            List.of(tf.constant(input + " must not be empty, but its shape is"), tf.shape(values)));
    return tf.withControlDependencies(List.of(check)).identity(values);
  }

  /**
   * A batch of grey images would otherwise be taken for one of colour, one of RGBA fail unnamed.
   */
  static Operand<TUint8> pixels(Ops tf, String input, Operand<TUint8> images) {
    Operand<TInt32> shape = tf.shape(images);
    Operand<TInt32> rankAndChannels =
        tf.concat(List.of(tf.shape(shape), lastOf(tf, shape)), tf.constant(0));
    Op check =
        tf.assertThat(
            tf.reduceAll(
                tf.math.equal(rankAndChannels, tf.constant(new int[] {4, 3})), tf.constant(0)),
            List.of(tf.constant(input + " must be RGB, [N, H, W, 3], but their shape is"), shape));
    return notEmpty(tf, input, tf.withControlDependencies(List.of(check)).identity(images));
  }

  /** {@code [1]}; the last number of {@code [n]}. */
  private static Operand<TInt32> lastOf(Ops tf, Operand<TInt32> vector) {
    return tf.slice(
        tf.reverse(vector, tf.constant(new int[] {0})),
        tf.constant(new int[] {0}),
        tf.constant(new int[] {1}));
  }
}
