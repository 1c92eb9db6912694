package org.densesiam.data.colour;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * torchvision's colour operations, each view with a factor of its own, {@code [N, 1]}. Planes are
 * {@code [N, Q]} in 0..255.
 *
 * <p>What they cost on a CPU is passes over planes, so the arithmetic is arranged to have few.
 * TensorFlow's own {@code AdjustContrast} blends with the mean of each channel, not with the mean
 * grey, and its {@code AdjustHue} takes one factor for a whole batch.
 */
final class PlanarColour {
  private static final float WHITE = 255f;

  /** torchvision's {@code rgb_to_grayscale}; the weights add up to 0.9999 there, too. */
  private static final float GREY_OF_RED = 0.2989f;

  private static final float GREY_OF_GREEN = 0.587f;
  private static final float GREY_OF_BLUE = 0.114f;

  private final Ops tf;

  PlanarColour(Ops tf) {
    this.tf = tf;
  }

  /** {@code clamp(f x)}: a blend with black. */
  Planes brightness(Planes image, Operand<TFloat32> factor) {
    return image.map(x -> clamp(tf.math.mul(x, factor)));
  }

  /** {@code clamp(f x + (1 - f) m)}: a blend with the mean grey {@code m} of the view. */
  Planes contrast(Planes image, Operand<TFloat32> factor) {
    Operand<TFloat32> meanGrey = // [N, 1]
        greyShare(image.map(x -> tf.math.mean(x, tf.constant(1), Mean.keepDims(true))), one());
    return blend(image, factor, tf.math.mul(meanGrey, rest(factor)));
  }

  /** {@code clamp(f x + (1 - f) g)}: a blend with the grey {@code g} of the pixel. */
  Planes saturation(Planes image, Operand<TFloat32> factor) {
    return blend(image, factor, greyShare(image, rest(factor)));
  }

  /**
   * Turns the hue, as torchvision's {@code adjust_hue}: value and saturation stay.
   *
   * <p>No detour by saturation and value. With the smallest channel {@code n}, the range {@code c}
   * of the channels and the hue {@code h} in sixths of the circle, red's being 0, a channel whose
   * own hue is {@code o} is {@code n + c clamp(2 - d, 0, 1)}, where {@code d} in {@code [0, 3]} is
   * how far {@code h} is from {@code o} around the circle. With both in {@code [-3, 3]}, {@code d}
   * is {@code 3 - ||h - o| - 3|}. Turning {@code h} is turning each {@code o} the other way, which
   * is one number a view.
   *
   * @param turn {@code [N, 1]}, share of the colour circle
   */
  Planes turnHue(Planes image, Operand<TFloat32> turn) {
    Operand<TFloat32> largest =
        tf.math.maximum(tf.math.maximum(image.red(), image.green()), image.blue());
    Operand<TFloat32> smallest =
        tf.math.minimum(tf.math.minimum(image.red(), image.green()), image.blue());
    Operand<TFloat32> range = tf.math.sub(largest, smallest);
    Operand<TFloat32> hue = hue(image, smallest, range);
    Operand<TFloat32> base = tf.math.sub(smallest, range);
    Operand<TFloat32> sixths = tf.math.mul(turn, tf.constant(6f));
    return new Planes(
        channel(hue, wrapped(tf.math.neg(sixths)), range, base),
        channel(hue, wrapped(tf.math.sub(tf.constant(2f), sixths)), range, base),
        channel(hue, wrapped(tf.math.sub(tf.constant(-2f), sixths)), range, base));
  }

  /**
   * In sixths of the circle, in {@code [-3, 3]}: {@code ((g - n) + (b - n) - (r - n)) / c + 1},
   * negative where there is more blue than green. From red by way of green to cyan, first green
   * grows, then red falls, then blue grows, each by {@code c} in one sixth.
   */
  private Operand<TFloat32> hue(Planes image, Operand<TFloat32> smallest, Operand<TFloat32> range) {
    Operand<TFloat32> grown =
        tf.math.sub(tf.math.add(image.green(), image.blue()), tf.math.add(image.red(), smallest));
    Operand<TFloat32> fromRed = tf.math.add(tf.math.divNoNan(grown, range), one());
    return tf.select(
        tf.math.greaterEqual(image.green(), image.blue()), fromRed, tf.math.neg(fromRed));
  }

  /** {@code n + c clamp(2 - d, 0, 1)}, written {@code (n - c) + c clamp(3 - d, 1, 2)}. */
  private Operand<TFloat32> channel(
      Operand<TFloat32> hue,
      Operand<TFloat32> own,
      Operand<TFloat32> range,
      Operand<TFloat32> base) {
    Operand<TFloat32> nearness = // 3 - d
        tf.math.abs(tf.math.sub(tf.math.abs(tf.math.sub(hue, own)), tf.constant(3f)));
    Operand<TFloat32> share = tf.clipByValue(nearness, one(), tf.constant(2f));
    return tf.math.add(tf.math.mul(share, range), base);
  }

  /** Sixths of the circle brought into {@code [-3, 3]}. */
  private Operand<TFloat32> wrapped(Operand<TFloat32> sixths) {
    Operand<TFloat32> turns =
        tf.math.floor(tf.math.add(tf.math.mul(sixths, tf.constant(1 / 6f)), tf.constant(0.5f)));
    return tf.math.sub(sixths, tf.math.mul(turns, tf.constant(6f)));
  }

  /**
   * Grey where asked.
   *
   * @param greyed {@code [N, 1]}: 1 where the view becomes grey, else 0
   */
  Planes grey(Planes image, Operand<TFloat32> greyed) {
    Operand<TFloat32> kept = rest(greyed);
    Operand<TFloat32> grey = greyShare(image, greyed);
    return image.map(x -> tf.math.add(tf.math.mul(x, kept), grey));
  }

  /** {@code (x / 255 - mean) / std} for each channel. */
  Planes normalise(Planes image, List<Double> mean, List<Double> std) {
    return new Planes(
        normalised(image.red(), mean.get(0), std.get(0)),
        normalised(image.green(), mean.get(1), std.get(1)),
        normalised(image.blue(), mean.get(2), std.get(2)));
  }

  private Operand<TFloat32> normalised(Operand<TFloat32> x, double mean, double std) {
    return tf.math.sub(
        tf.math.mul(x, tf.constant((float) (1 / (WHITE * std)))),
        tf.constant((float) (mean / std)));
  }

  /** {@code share} times the grey. */
  private Operand<TFloat32> greyShare(Planes image, Operand<TFloat32> share) {
    return tf.math.add(
        tf.math.add(
            tf.math.mul(image.red(), tf.math.mul(share, tf.constant(GREY_OF_RED))),
            tf.math.mul(image.green(), tf.math.mul(share, tf.constant(GREY_OF_GREEN)))),
        tf.math.mul(image.blue(), tf.math.mul(share, tf.constant(GREY_OF_BLUE))));
  }

  private Planes blend(Planes image, Operand<TFloat32> factor, Operand<TFloat32> other) {
    UnaryOperator<Operand<TFloat32>> blended =
        x -> clamp(tf.math.add(tf.math.mul(x, factor), other));
    return image.map(blended);
  }

  private Operand<TFloat32> clamp(Operand<TFloat32> x) {
    return tf.clipByValue(x, tf.constant(0f), tf.constant(WHITE));
  }

  private Operand<TFloat32> rest(Operand<TFloat32> share) {
    return tf.math.sub(one(), share);
  }

  private Operand<TFloat32> one() {
    return tf.constant(1f);
  }
}
