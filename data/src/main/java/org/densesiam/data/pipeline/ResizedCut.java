package org.densesiam.data.pipeline;

import java.util.List;
import org.densesiam.data.record.PixelClass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A square that is cut out of a resized image, and of its label map at the same place.
 *
 * @param source {@code [2]}: H, W
 * @param resized {@code [2]}: height and width before the cut
 * @param start {@code [2]}: top and left of the cut in the resized image; below 0, or too far for
 *     the square to fit, there are pixels beside the image
 * @param sizePx {@code P}
 */
record ResizedCut(
    Ops tf, Operand<TInt32> source, Operand<TInt32> resized, Operand<TInt32> start, int sizePx) {

  /**
   * The middle square of an image whose shorter side is resized to {@code P}, as torchvision's
   * {@code resize} and {@code center_crop} give it: the longer side is rounded down, the margin to
   * the even number where it falls between two.
   *
   * @param image {@code [H, W, 3]}
   */
  static ResizedCut centre(Ops tf, Operand<TUint8> image, int sizePx) {
    Operand<TInt32> source = size(tf, image);
    Operand<TInt32> shorter = tf.min(source, tf.constant(new int[] {0}));
    Operand<TInt32> resized = tf.math.floorDiv(tf.math.mul(source, tf.constant(sizePx)), shorter);
    Operand<TFloat32> margin =
        tf.math.mul(
            tf.dtypes.cast(tf.math.sub(resized, tf.constant(sizePx)), TFloat32.class),
            tf.constant(0.5f));
    return new ResizedCut(
        tf, source, resized, tf.dtypes.cast(tf.math.rint(margin), TInt32.class), sizePx);
  }

  /**
   * A square somewhere in an image whose shorter side is resized to {@code P} times a factor, or
   * around it where it is smaller: every place where it has as much of the image as it can is
   * equally likely.
   *
   * @param image {@code [H, W, 3]}
   * @param scale scalar, the factor
   * @param places {@code [2]}, top and left, uniform in {@code [0, 1)}
   */
  static ResizedCut at(
      Ops tf,
      Operand<TUint8> image,
      Operand<TFloat32> scale,
      Operand<TFloat32> places,
      int sizePx) {
    Operand<TInt32> source = size(tf, image);
    Operand<TFloat32> sides = tf.dtypes.cast(source, TFloat32.class);
    Operand<TFloat32> factor =
        tf.math.div(
            tf.math.mul(scale, tf.constant((float) sizePx)),
            tf.min(sides, tf.constant(new int[] {0})));
    Operand<TInt32> resized =
        tf.math.maximum(
            tf.dtypes.cast(tf.math.rint(tf.math.mul(sides, factor)), TInt32.class), tf.constant(1));
    Operand<TInt32> free = tf.math.sub(resized, tf.constant(sizePx)); // below 0 if it is smaller
    Operand<TInt32> count = tf.math.add(tf.math.abs(free), tf.constant(1));
    Operand<TInt32> drawn =
        tf.math.minimum( // a product may round up
            tf.dtypes.cast(
                tf.math.floor(tf.math.mul(places, tf.dtypes.cast(count, TFloat32.class))),
                TInt32.class),
            tf.math.abs(free));
    return new ResizedCut(tf, source, resized, tf.math.mul(drawn, tf.math.sign(free)), sizePx);
  }

  private static Operand<TInt32> size(Ops tf, Operand<TUint8> image) {
    return tf.slice(tf.shape(image), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
  }

  /** {@code [4]}: the cut's box {@code (y0, x0, y1, x1)}, normalised to the image. */
  Operand<TFloat32> box() {
    Operand<TInt32> end = tf.math.add(start, tf.constant(sizePx));
    Operand<TInt32> corners = tf.concat(List.of(start, end), tf.constant(0)); // in resized pixels
    Operand<TInt32> extent = tf.concat(List.of(resized, resized), tf.constant(0));
    return tf.math.div(
        tf.dtypes.cast(corners, TFloat32.class), tf.dtypes.cast(extent, TFloat32.class));
  }

  /** Bilinearly and antialiased; {@code [H, W, 3] -> [P, P, 3]}, 0 beside the image. */
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

  /**
   * The nearest pixels; {@code [H, W, 1] -> [P, P]}.
   *
   * @param labels as large as the image, and the cut must not reach beyond it
   */
  Operand<TUint8> labels(Operand<TUint8> labels) {
    return nearest(labels, nearest(0), nearest(1));
  }

  /**
   * As {@link #labels}, for a cut that may reach beyond the image: {@link PixelClass#IGNORED}
   * there.
   */
  Operand<TUint8> labelsOrIgnored(Operand<TUint8> labels) {
    Operand<TUint8> inside =
        nearest(labels, clamped(nearest(0), 0), clamped(nearest(1), 1)); // [P, P]
    Operand<TBool> known = // [P, P]
        tf.math.logicalAnd(
            tf.expandDims(isInside(0), tf.constant(1)), tf.expandDims(isInside(1), tf.constant(0)));
    Operand<TUint8> ignored =
        tf.fill(
            tf.constant(new int[] {sizePx, sizePx}),
            tf.dtypes.cast(tf.constant(PixelClass.IGNORED), TUint8.class));
    return tf.select(known, inside, ignored);
  }

  private Operand<TUint8> nearest(Operand<TUint8> labels, Operand<TInt32> y, Operand<TInt32> x) {
    Operand<TUint8> rows = tf.gather(labels, y, tf.constant(0)); // [P, W, 1]
    Operand<TUint8> cut = tf.gather(rows, x, tf.constant(1)); // [P, P, 1]
    return tf.reshape(cut, tf.constant(new int[] {sizePx, sizePx}));
  }

  private Operand<TInt32> clamped(Operand<TInt32> index, int axis) {
    Operand<TInt32> last = tf.math.sub(at(source, axis), tf.constant(1));
    return tf.math.minimum(tf.math.maximum(index, tf.constant(0)), last);
  }

  /** {@code [P]}: whether the cut's row or column is one of the image's. */
  private Operand<TBool> isInside(int axis) {
    Operand<TInt32> index = nearest(axis);
    return tf.math.logicalAnd(
        tf.math.greaterEqual(index, tf.constant(0)), tf.math.less(index, at(source, axis)));
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
