package org.densesiam.data.colour;

import static org.densesiam.data.colour.ColourConfig.Order.FIXED;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What the uniform numbers of a batch of views mean: {@code [N, DRAWS]} in {@code [0, 1)}. */
final class ColourDraws {
  private static final int JITTER = 0; // whether: brightness, contrast, saturation, hue
  private static final int FACTOR = 4; // how much: the same four
  private static final int ORDER = 8;
  private static final int GREY = 9;
  private static final int BLUR = 10;
  private static final int SIGMA = 11;

  /** Numbers for one view. */
  static final int COUNT = 12;

  private final Ops tf;
  private final Operand<TFloat32> draws;
  private final ColourConfig config;

  ColourDraws(Ops tf, Operand<TFloat32> draws, ColourConfig config) {
    this.tf = tf;
    this.draws = draws;
    this.config = config;
  }

  /** {@code [N, 1]}: factor; 1 changes nothing. */
  Operand<TFloat32> brightness() {
    return factor(0, config.brightness());
  }

  /** {@code [N, 1]}: factor; 1 changes nothing. */
  Operand<TFloat32> contrast() {
    return factor(1, config.contrast());
  }

  /** {@code [N, 1]}: factor; 1 changes nothing. */
  Operand<TFloat32> saturation() {
    return factor(2, config.saturation());
  }

  /** {@code [N, 1]}: turn of the hue as a share of the colour circle; 0 changes nothing. */
  Operand<TFloat32> hueTurn() {
    return change(3, config.hue());
  }

  /**
   * Scalar, from 0 and below {@code orders}: the order of the changes of all views, as the first
   * one drew it.
   *
   * @param ops where it is worked out
   */
  Operand<TInt32> order(Ops ops, int orders) {
    Operand<TFloat32> first =
        ops.slice(draws, ops.constant(new int[] {0, ORDER}), ops.constant(new int[] {1, 1}));
    Operand<TFloat32> scaled = ops.math.mul(first, ops.constant((float) orders));
    return ops.reshape(ops.dtypes.cast(scaled, TInt32.class), ops.constant(new int[0]));
  }

  /** {@code [N, 1]}: 1 where a view becomes grey, else 0. */
  Operand<TFloat32> grey() {
    return happens(GREY, config.greyProbability());
  }

  /** {@code [N]}: whether a view is blurred. */
  Operand<TBool> blurred() {
    return tf.reshape(
        tf.math.less(column(BLUR), tf.constant((float) config.blurProbability())),
        tf.constant(new int[] {-1}));
  }

  /** {@code [N, 1]}: standard deviation of the blur in pixels of a picture of the given side. */
  Operand<TFloat32> sigmaPx(int sidePx) {
    double min = config.blurSigmaMinPx(sidePx);
    double range = config.blurSigmaMaxPx(sidePx) - min;
    return tf.math.add(
        tf.math.mul(column(SIGMA), tf.constant((float) range)), tf.constant((float) min));
  }

  private Operand<TFloat32> factor(int which, double strength) {
    return tf.math.add(tf.constant(1f), change(which, strength));
  }

  /** {@code [N, 1]}: uniform in {@code [-strength, strength)} where the change happens, else 0. */
  private Operand<TFloat32> change(int which, double strength) {
    int decides = config.order() == FIXED ? JITTER + which : JITTER;
    Operand<TFloat32> symmetric =
        tf.math.sub(
            tf.math.mul(column(FACTOR + which), tf.constant(2 * (float) strength)),
            tf.constant((float) strength));
    return tf.math.mul(symmetric, happens(decides, config.jitterProbability()));
  }

  private Operand<TFloat32> happens(int index, double probability) {
    return tf.dtypes.cast(
        tf.math.less(column(index), tf.constant((float) probability)), TFloat32.class);
  }

  private Operand<TFloat32> column(int index) {
    return tf.slice(
        draws, tf.constant(new int[] {0, index}), tf.constant(new int[] {-1, 1})); // [N, 1]
  }
}
