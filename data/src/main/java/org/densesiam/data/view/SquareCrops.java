package org.densesiam.data.view;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The crops that {@link SquareViewConfig} describes, in whole pixels of the source image. */
public final class SquareCrops {
  private static final int SIDE = 0;
  private static final int TOP = 1;
  private static final int LEFT = 2;

  /** Numbers in {@code [0, 1)} that view 1's crop is made of. */
  public static final int DRAWS = 3;

  private SquareCrops() {}

  /**
   * Crops of the two views of one image.
   *
   * @param heightPx scalar, the image's
   * @param widthPx scalar, the image's
   * @param draws {@code [2, n]} with {@code n} at least {@link #DRAWS}, uniform in {@code [0, 1)};
   *     of view 2's none is used
   * @return {@code [2, 4]}: top, left, height, width in pixels, inside the image, never empty
   */
  public static Operand<TInt32> draw(
      Ops tf,
      Operand<TInt32> heightPx,
      Operand<TInt32> widthPx,
      Operand<TFloat32> draws,
      SquareViewConfig config) {
    Operand<TInt32> square = tf.math.minimum(heightPx, widthPx);
    Operand<TInt32> top = half(tf, tf.math.sub(heightPx, square));
    Operand<TInt32> left = half(tf, tf.math.sub(widthPx, square));
    Operand<TFloat32> share =
        tf.math.add(
            tf.math.mul(
                draw(tf, draws, SIDE),
                tf.constant((float) (config.cropSideMax() - config.cropSideMin()))),
            tf.constant((float) config.cropSideMin()));
    Operand<TFloat32> exactSide = tf.math.mul(share, tf.dtypes.cast(square, TFloat32.class));
    Operand<TInt32> side =
        tf.math.maximum(
            tf.math.minimum(tf.dtypes.cast(tf.math.rint(exactSide), TInt32.class), square),
            tf.constant(1));
    Operand<TInt32> free = tf.math.sub(square, side);
    Operand<TInt32> first = // [4]
        tf.stack(
            List.of(
                tf.math.add(top, place(tf, draw(tf, draws, TOP), free)),
                tf.math.add(left, place(tf, draw(tf, draws, LEFT), free)),
                side,
                side));
    return tf.stack(List.of(first, tf.stack(List.of(top, left, square, square))));
  }

  private static Operand<TInt32> half(Ops tf, Operand<TInt32> pixels) {
    return tf.math.floorDiv(pixels, tf.constant(2));
  }

  /** A whole number in {@code [0, free]}. */
  private static Operand<TInt32> place(Ops tf, Operand<TFloat32> draw, Operand<TInt32> free) {
    Operand<TInt32> places = tf.math.add(free, tf.constant(1));
    Operand<TFloat32> place = tf.math.mul(draw, tf.dtypes.cast(places, TFloat32.class));
    return tf.math.minimum( // a product may round up
        tf.dtypes.cast(tf.math.floor(place), TInt32.class), free);
  }

  /** Scalar: one of view 1's numbers. */
  private static Operand<TFloat32> draw(Ops tf, Operand<TFloat32> draws, int index) {
    return tf.gather(
        tf.gather(draws, tf.constant(0), tf.constant(0)), tf.constant(index), tf.constant(0));
  }
}
