package org.densesiam.data.colour;

import java.util.List;
import java.util.function.UnaryOperator;
import org.densesiam.data.view.SquareCut;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Views with each colour a tensor of its own, {@code [N, Q]} for {@code Q} pixels: what mixes or
 * picks colours then copies nothing, and a factor for each view is {@code [N, 1]}.
 */
record Planes(Operand<TFloat32> red, Operand<TFloat32> green, Operand<TFloat32> blue) {

  /** {@code [N, P, P, 3]} to planes in 0..255. */
  static Planes of(Ops tf, Operand<TUint8> views, int sizePx) {
    // Picked apart, not transposed: oneDNN, asked for a transposition of bytes, complains on
    // stderr.
    List<Output<TUint8>> planes = tf.unstack(views, 3L, Unstack.axis(3L)).output();
    return new Planes(
        plane(tf, planes.get(0), sizePx),
        plane(tf, planes.get(1), sizePx),
        plane(tf, planes.get(2), sizePx));
  }

  private static Operand<TFloat32> plane(Ops tf, Operand<TUint8> square, int sizePx) {
    return tf.dtypes.cast(
        tf.reshape(square, tf.constant(new int[] {-1, sizePx * sizePx})), TFloat32.class);
  }

  /** Views cut out of these squares of twice their side. */
  Planes cut(Ops tf, SquareCut cut, int sizePx) {
    Operand<TInt32> squares = tf.constant(new int[] {-1, 2 * sizePx, 2 * sizePx});
    Operand<TInt32> flat = tf.constant(new int[] {-1, sizePx * sizePx});
    return map(plane -> tf.reshape(cut.apply(tf, tf.reshape(plane, squares)), flat));
  }

  /** {@code [N, P, P, 3]}. */
  Operand<TFloat32> interleaved(Ops tf, int sizePx) {
    Operand<TFloat32> planar = // [3, N * Q]
        tf.reshape(tf.stack(List.of(red, green, blue)), tf.constant(new int[] {3, -1}));
    return tf.reshape(
        tf.linalg.transpose(planar, tf.constant(new int[] {1, 0})),
        tf.constant(new int[] {-1, sizePx, sizePx, 3}));
  }

  Planes map(UnaryOperator<Operand<TFloat32>> change) {
    return new Planes(change.apply(red), change.apply(green), change.apply(blue));
  }
}
