package org.densesiam.data.view;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Random resized crops, drawn as torchvision 0.23's {@code RandomResizedCrop.get_params} draws
 * them: up to ten pairs of an area and an aspect ratio, the first that fits into the image wins; if
 * none fits, the largest centred crop of a permitted ratio. All ten are drawn and tried at once,
 * for all views of an image together, since ten small operations cost less than a loop of one.
 */
public final class RandomCrops {
  private static final int TRIES = 10;
  private static final int AREA = 0;
  private static final int RATIO = TRIES;
  private static final int TOP = 2 * TRIES;
  private static final int LEFT = 2 * TRIES + 1;

  /** Numbers in {@code [0, 1)} that a crop is made of. */
  public static final int DRAWS = 2 * TRIES + 2;

  private RandomCrops() {}

  /**
   * Crops of {@code V} views of one image.
   *
   * @param heightPx scalar, the image's
   * @param widthPx scalar, the image's
   * @param draws {@code [V, DRAWS]}, uniform in {@code [0, 1)}
   * @return {@code [V, 4]}: top, left, height, width in pixels, inside the image, never empty
   */
  public static Operand<TInt32> draw(
      Ops tf,
      Operand<TInt32> heightPx,
      Operand<TInt32> widthPx,
      Operand<TFloat32> draws,
      ViewConfig config) {
    Operand<TFloat32> height = tf.dtypes.cast(heightPx, TFloat32.class);
    Operand<TFloat32> width = tf.dtypes.cast(widthPx, TFloat32.class);
    Operand<TFloat32> areas =
        tf.math.mul(areaShares(tf, draws, config), tf.math.mul(height, width));
    Operand<TFloat32> ratios = ratios(tf, draws, config);
    Operand<TFloat32> triedWidth = tf.math.rint(tf.math.sqrt(tf.math.mul(areas, ratios)));
    Operand<TFloat32> triedHeight = tf.math.rint(tf.math.sqrt(tf.math.div(areas, ratios)));
    Operand<TFloat32> fits = // [V, TRIES], 1 where both sides fit
        tf.math.mul(isWithin(tf, triedHeight, height), isWithin(tf, triedWidth, width));
    Operand<TFloat32> chosen = // [V, TRIES], 1 at the first that fits, or nowhere
        tf.math.mul(fits, firstOf(tf, fits));
    Operand<TBool> any = tf.math.greater(sum(tf, chosen), tf.constant(0f)); // [V, 1]

    Operand<TFloat32> cropHeight =
        tf.select(
            any,
            sum(tf, tf.math.mul(triedHeight, chosen)),
            largest(tf, height, width, 1 / config.aspectRatioMin()));
    Operand<TFloat32> cropWidth =
        tf.select(
            any,
            sum(tf, tf.math.mul(triedWidth, chosen)),
            largest(tf, width, height, config.aspectRatioMax()));
    Operand<TFloat32> top = start(tf, any, columns(tf, draws, TOP, 1), height, cropHeight);
    Operand<TFloat32> left = start(tf, any, columns(tf, draws, LEFT, 1), width, cropWidth);
    Operand<TFloat32> crops =
        tf.concat(List.of(top, left, cropHeight, cropWidth), tf.constant(1)); // [V, 4]
    return tf.dtypes.cast(crops, TInt32.class);
  }

  /**
   * Crops in pixels as boxes in the source image.
   *
   * @param crops {@code [V, 4]}: top, left, height, width
   * @return {@code [V, 4]}: {@code (y0, x0, y1, x1)}, normalised
   */
  public static Operand<TFloat32> boxes(
      Ops tf, Operand<TInt32> crops, Operand<TInt32> heightPx, Operand<TInt32> widthPx) {
    Operand<TFloat32> pixels = tf.dtypes.cast(crops, TFloat32.class);
    Operand<TFloat32> start = columns(tf, pixels, 0, 2); // [V, 2]
    Operand<TFloat32> end = tf.math.add(start, columns(tf, pixels, 2, 2));
    Operand<TFloat32> size = // [4]
        tf.dtypes.cast(tf.stack(List.of(heightPx, widthPx, heightPx, widthPx)), TFloat32.class);
    return tf.math.div(tf.concat(List.of(start, end), tf.constant(1)), size);
  }

  /** Areas to try, as shares of the image's: {@code [V, TRIES]}. */
  private static Operand<TFloat32> areaShares(Ops tf, Operand<TFloat32> draws, ViewConfig config) {
    return uniform(tf, columns(tf, draws, AREA, TRIES), config.cropAreaMin(), config.cropAreaMax());
  }

  /** Aspect ratios to try, uniform in the logarithm: {@code [V, TRIES]}. */
  private static Operand<TFloat32> ratios(Ops tf, Operand<TFloat32> draws, ViewConfig config) {
    return tf.math.exp(
        uniform(
            tf,
            columns(tf, draws, RATIO, TRIES),
            Math.log(config.aspectRatioMin()),
            Math.log(config.aspectRatioMax())));
  }

  private static Operand<TFloat32> uniform(
      Ops tf, Operand<TFloat32> draws, double from, double to) {
    return tf.math.add(
        tf.math.mul(draws, tf.constant((float) (to - from))), tf.constant((float) from));
  }

  private static Operand<TFloat32> isWithin(
      Ops tf, Operand<TFloat32> side, Operand<TFloat32> available) {
    Operand<TBool> within =
        tf.math.logicalAnd(
            tf.math.greater(side, tf.constant(0f)), tf.math.lessEqual(side, available));
    return tf.dtypes.cast(within, TFloat32.class);
  }

  /** 1 at the first largest number of each row: {@code [V, TRIES]}. */
  private static Operand<TFloat32> firstOf(Ops tf, Operand<TFloat32> values) {
    return tf.oneHot(
        tf.math.argMax(values, tf.constant(1)),
        tf.constant(TRIES),
        tf.constant(1f),
        tf.constant(0f));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> rows) {
    return tf.reduceSum(rows, tf.constant(1), ReduceSum.keepDims(true)); // [V, 1]
  }

  /** Where nothing fits: the whole side, or as much as the other side and the ratio permit. */
  private static Operand<TFloat32> largest(
      Ops tf, Operand<TFloat32> side, Operand<TFloat32> otherSide, double ratio) {
    Operand<TFloat32> permitted = tf.math.rint(tf.math.mul(otherSide, tf.constant((float) ratio)));
    return tf.math.maximum(tf.math.minimum(side, permitted), tf.constant(1f));
  }

  /** A drawn place for a crop that was drawn, the centre for the largest one: {@code [V, 1]}. */
  private static Operand<TFloat32> start(
      Ops tf,
      Operand<TBool> drawn,
      Operand<TFloat32> draw,
      Operand<TFloat32> available,
      Operand<TFloat32> side) {
    Operand<TFloat32> free = tf.math.sub(available, side); // [V, 1], whole numbers
    Operand<TFloat32> places = tf.math.add(free, tf.constant(1f));
    Operand<TFloat32> place =
        tf.math.minimum(tf.math.floor(tf.math.mul(draw, places)), free); // a product may round up
    Operand<TFloat32> centre = tf.math.floor(tf.math.mul(free, tf.constant(0.5f)));
    return tf.select(drawn, place, centre);
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> rows, int first, int count) {
    return tf.slice(rows, tf.constant(new int[] {0, first}), tf.constant(new int[] {-1, count}));
  }
}
