package org.densesiam.data.pipeline;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The middle square of an image whose shorter side is resized to {@code P}, as torchvision's {@code
 * resize} and {@code center_crop} give it: the longer side is rounded down, the margin to the even
 * number where it falls between two.
 */
final class CentreCut {
  private final Ops tf;
  private final int sizePx;
  private final Operand<TInt32> source; // [2]: H, W
  private final Operand<TInt32> resized; // [2]: height and width before the cut
  private final Operand<TInt32> start; // [2]: top and left of the cut

  /** Of images as large as {@code image}, {@code [H, W, 3]}. */
  CentreCut(Ops tf, Operand<TUint8> image, int sizePx) {
    this.tf = tf;
    this.sizePx = sizePx;
    this.source = tf.slice(tf.shape(image), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
    Operand<TInt32> shorter = tf.min(source, tf.constant(new int[] {0}));
    this.resized = tf.math.floorDiv(tf.math.mul(source, tf.constant(sizePx)), shorter);
    Operand<TFloat32> margin =
        tf.math.mul(
            tf.dtypes.cast(tf.math.sub(resized, tf.constant(sizePx)), TFloat32.class),
            tf.constant(0.5f));
    this.start = tf.dtypes.cast(tf.math.rint(margin), TInt32.class);
  }

  /** {@code [4]}: the cut's box {@code (y0, x0, y1, x1)}, normalised to the image. */
  Operand<TFloat32> box() {
    Operand<TInt32> end = tf.math.add(start, tf.constant(sizePx));
    Operand<TInt32> corners = tf.concat(List.of(start, end), tf.constant(0)); // in resized pixels
    Operand<TInt32> extent = tf.concat(List.of(resized, resized), tf.constant(0));
    return tf.math.div(
        tf.dtypes.cast(corners, TFloat32.class), tf.dtypes.cast(extent, TFloat32.class));
  }

  /** Bilinearly and antialiased; {@code [H, W, 3] -> [P, P, 3]}. */
  Operand<TUint8> image(Operand<TUint8> image) {
    Operand<TFloat32> cut =
        tf.image.scaleAndTranslate(
            tf.expandDims(image, tf.constant(0)),
            tf.constant(new int[] {sizePx, sizePx}),
            tf.math.div(
                tf.dtypes.cast(resized, TFloat32.class), tf.dtypes.cast(source, TFloat32.class)),
            tf.math.neg(tf.dtypes.cast(start, TFloat32.class)),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    return tf.reshape(
        tf.dtypes.cast(tf.math.rint(cut), TUint8.class),
        tf.constant(new int[] {sizePx, sizePx, 3}));
  }

  /** The nearest pixels; {@code [H, W, 1] -> [P, P]}. */
  Operand<TUint8> labels(Operand<TUint8> labels) {
    Operand<TUint8> rows = tf.gather(labels, nearest(0), tf.constant(0)); // [P, W, 1]
    Operand<TUint8> cut = tf.gather(rows, nearest(1), tf.constant(1)); // [P, P, 1]
    return tf.reshape(cut, tf.constant(new int[] {sizePx, sizePx}));
  }

  /**
   * {@code [P]}: the source's row or column that holds the centre of each of the cut's, {@code
   * floor((i + 0.5) * source / resized)}, in whole numbers: floats miss some by one where a centre
   * lies between two pixels, as Pillow does.
   */
  private Operand<TInt32> nearest(int axis) {
    Operand<TInt32> index =
        tf.math.add(tf.range(tf.constant(0), tf.constant(sizePx), tf.constant(1)), at(start, axis));
    Operand<TInt32> twiceCentre = tf.math.add(tf.math.mul(index, tf.constant(2)), tf.constant(1));
    return tf.math.floorDiv(
        tf.math.mul(twiceCentre, at(source, axis)), tf.math.mul(at(resized, axis), tf.constant(2)));
  }

  private Operand<TInt32> at(Operand<TInt32> values, int axis) {
    return tf.gather(values, tf.constant(axis), tf.constant(0));
  }
}
