package org.densesiam.data.pipeline;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * torchvision's colour operations on tensors, each view with factors of its own. Red, green and
 * blue are planes, {@code [N, 3, Q]} for {@code Q} pixels, so that what mixes channels is a small
 * matrix product and what picks channels copies nothing; ranges are {@code [0, 1]}.
 *
 * <p>TensorFlow's own {@code AdjustContrast} blends with the mean of each channel, not with the
 * mean grey, and its {@code AdjustHue} takes one factor for a whole batch.
 */
final class PlanarColour {
  /** torchvision's {@code rgb_to_grayscale}; the weights add up to 0.9999 there, too. */
  private static final float[] GREY = {0.2989f, 0.587f, 0.114f};

  private final Ops tf;

  PlanarColour(Ops tf) {
    this.tf = tf;
  }

  /**
   * Brightness, contrast or saturation: {@code clamp(f x + (1 - f) other)}, where {@code other} is
   * black, the mean grey of the view, or the grey of the pixel.
   *
   * @param image {@code [N, 3, Q]}
   * @param factors {@code [N, 3]}: of brightness, contrast, saturation
   * @param kinds {@code [N, 3]} or {@code [1, 3]}: 1 at the one that is done, or nowhere
   * @return {@code [N, 3, Q]}
   */
  Operand<TFloat32> blend(
      Operand<TFloat32> image, Operand<TFloat32> factors, Operand<TFloat32> kinds) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> changes = tf.math.mul(kinds, tf.math.sub(factors, one)); // [N, 3], f - 1
    Operand<TFloat32> factor =
        tf.math.add(one, tf.reduceSum(changes, tf.constant(1), ReduceSum.keepDims(true))); // [N, 1]
    Operand<TFloat32> greyOfPixel = tf.math.neg(column(changes, 2)); // [N, 1], share of it
    Operand<TFloat32> greyOfView = tf.math.neg(column(changes, 1));
    Operand<TFloat32> mix = // [N, 3, 3]
        tf.math.add(
            tf.math.mul(matrices(factor), tf.constant(identity())),
            tf.math.mul(matrices(greyOfPixel), tf.constant(greyRows())));
    Operand<TFloat32> mean = // [N, 3, 1], in each plane
        tf.math.mean(image, tf.constant(2), Mean.keepDims(true));
    Operand<TFloat32> meanGrey = product(tf.constant(greyRows()), mean); // [N, 3, 1]
    Operand<TFloat32> offset = tf.math.mul(matrices(greyOfView), meanGrey);
    Operand<TFloat32> mixed = tf.math.add(product(mix, image), offset);
    return tf.clipByValue(mixed, tf.constant(0f), one);
  }

  /**
   * Turns the hue, as torchvision's {@code adjust_hue}: value and saturation stay.
   *
   * <p>No detour by saturation and value: with the largest channel {@code v}, the range {@code c}
   * of the channels and the hue {@code h} in sixths of the circle, a channel is {@code v - c
   * clamp(2 - |t|, 0, 1)}, where {@code t} is {@code h} less the hue opposite to the channel,
   * brought into {@code [-3, 3)}.
   *
   * @param image {@code [N, 3, Q]}
   * @param turn {@code [N, 1]}, share of the colour circle
   * @return {@code [N, 3, Q]}
   */
  Operand<TFloat32> turnHue(Operand<TFloat32> image, Operand<TFloat32> turn) {
    List<Output<TFloat32>> planes = tf.unstack(image, 3L, Unstack.axis(1L)).output();
    Operand<TFloat32> red = planes.get(0); // [N, Q]
    Operand<TFloat32> green = planes.get(1);
    Operand<TFloat32> blue = planes.get(2);
    Operand<TFloat32> value = tf.math.maximum(tf.math.maximum(red, green), blue);
    Operand<TFloat32> range =
        tf.math.sub(value, tf.math.minimum(tf.math.minimum(red, green), blue));
    Operand<TFloat32> fromBlue = sixths(4f, range, tf.math.sub(red, green));
    Operand<TFloat32> fromGreen = sixths(2f, range, tf.math.sub(blue, red));
    Operand<TFloat32> fromRed = tf.math.sub(green, blue);
    Operand<TFloat32> timesRange =
        tf.select(
            tf.math.equal(value, red),
            fromRed,
            tf.select(tf.math.equal(value, green), fromGreen, fromBlue));
    Operand<TFloat32> hue = // in sixths; 0 where grey
        tf.math.add(tf.math.divNoNan(timesRange, range), tf.math.mul(turn, tf.constant(6f)));
    return tf.stack(
        List.of(
            channel(value, range, hue, 3f), // cyan is opposite to red
            channel(value, range, hue, 5f),
            channel(value, range, hue, 1f)),
        Stack.axis(1L));
  }

  /**
   * Grey where asked, then {@code (x - mean) / std} for each channel; both in one matrix product.
   *
   * @param image {@code [N, 3, Q]}
   * @param grey {@code [N, 1]}: 1 where the view becomes grey, else 0
   * @return {@code [N, 3, Q]}
   */
  Operand<TFloat32> normalise(
      Operand<TFloat32> image, Operand<TFloat32> grey, List<Double> mean, List<Double> std) {
    Operand<TFloat32> mix = // [N, 3, 3]
        tf.math.add(
            tf.constant(identity()),
            tf.math.mul(
                matrices(grey), tf.math.sub(tf.constant(greyRows()), tf.constant(identity()))));
    float[][] scale = new float[3][1];
    float[][] offset = new float[3][1];
    for (int channel = 0; channel < 3; channel++) {
      scale[channel][0] = (float) (1 / std.get(channel));
      offset[channel][0] = (float) (-mean.get(channel) / std.get(channel));
    }
    Operand<TFloat32> scaled = tf.math.mul(mix, tf.constant(scale)); // rows are channels
    return tf.math.add(product(scaled, image), tf.constant(offset));
  }

  private Operand<TFloat32> sixths(
      float base, Operand<TFloat32> range, Operand<TFloat32> difference) {
    return tf.math.add(tf.math.mul(range, tf.constant(base)), difference);
  }

  private Operand<TFloat32> channel(
      Operand<TFloat32> value, Operand<TFloat32> range, Operand<TFloat32> hue, float opposite) {
    Operand<TFloat32> away = tf.math.sub(hue, tf.constant(opposite)); // [N, Q]
    Operand<TFloat32> turns =
        tf.math.floor(tf.math.add(tf.math.mul(away, tf.constant(1 / 6f)), tf.constant(0.5f)));
    Operand<TFloat32> wrapped = tf.math.sub(away, tf.math.mul(turns, tf.constant(6f)));
    Operand<TFloat32> lack =
        tf.clipByValue(
            tf.math.sub(tf.constant(2f), tf.math.abs(wrapped)), tf.constant(0f), tf.constant(1f));
    return tf.math.sub(value, tf.math.mul(range, lack));
  }

  /** {@code [N or 1, 3, 3] x [N, 3, Q] -> [N, 3, Q]}. */
  private Operand<TFloat32> product(Operand<TFloat32> mix, Operand<TFloat32> image) {
    return tf.train.batchMatMul(mix, image, TFloat32.class);
  }

  /** {@code [N, 1] -> [N, 1, 1]}. */
  private Operand<TFloat32> matrices(Operand<TFloat32> numbers) {
    return tf.expandDims(numbers, tf.constant(2));
  }

  private Operand<TFloat32> column(Operand<TFloat32> rows, int index) {
    return tf.slice(rows, tf.constant(new int[] {0, index}), tf.constant(new int[] {-1, 1}));
  }

  private static float[][] identity() {
    return new float[][] {{1f, 0f, 0f}, {0f, 1f, 0f}, {0f, 0f, 1f}};
  }

  private static float[][] greyRows() {
    return new float[][] {GREY.clone(), GREY.clone(), GREY.clone()};
  }
}
