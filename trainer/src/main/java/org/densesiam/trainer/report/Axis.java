package org.densesiam.trainer.report;

import com.google.common.primitives.ImmutableDoubleArray;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * From values to positions, with round numbers as ticks.
 *
 * @param low value at position 0
 * @param high value at position 1, above {@code low}
 * @param logarithmic whether equal factors, not equal differences, are equally far apart; then
 *     {@code low > 0}
 */
record Axis(double low, double high, boolean logarithmic) {
  private static final int WANTED_TICKS = 5;

  /** An axis over all the values, widened a little; over [0, 1] when there are none. */
  static Axis around(ImmutableDoubleArray values, boolean logarithmic) {
    double low = values.stream().min().orElse(logarithmic ? 0.1 : 0);
    double high = values.stream().max().orElse(1);
    if (logarithmic) {
      return new Axis(low / 1.12, Math.max(high, low * 1.5) * 1.12, true);
    }
    // A constant curve gets some room, or rounding errors would fill the chart.
    double room = Math.max(high - low, Math.max(1e-9, 0.02 * Math.abs(high)));
    return new Axis(low - 0.06 * room, low + 1.06 * room, false);
  }

  /** An axis that ends exactly at the two values; one unit long when they are the same. */
  static Axis exactly(double low, double high) {
    return new Axis(low, high > low ? high : low + 1, false);
  }

  /** 0 at {@link #low}, 1 at {@link #high}. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round values within the axis: 1, 2 or 5 times a power of ten apart. */
  ImmutableDoubleArray ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private ImmutableDoubleArray linearTicks() {
    double step = step();
    ImmutableDoubleArray.Builder ticks = ImmutableDoubleArray.builder();
    for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks.build();
  }

  private double step() {
    double wanted = (high - low) / WANTED_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double digit = wanted / power;
    return power * (digit <= 1.5 ? 1 : digit <= 3.5 ? 2 : digit <= 7.5 ? 5 : 10);
  }

  /** Powers of ten; 2 and 5 times them too when the axis spans little. */
  private ImmutableDoubleArray logarithmicTicks() {
    double decades = Math.log10(high / low);
    int every = (int) Math.max(1, Math.ceil(decades / (WANTED_TICKS + 1)));
    double[] digits = decades < 2.5 ? new double[] {1, 2, 5} : new double[] {1};
    ImmutableDoubleArray.Builder ticks = ImmutableDoubleArray.builder();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power += every) {
      for (double digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks.build();
  }

  /** A number as it stands at a tick: {@code 0.25}, {@code 12,000}, {@code 3e-06}. */
  static String label(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    if (rounded.signum() == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e7) {
      return String.format(Locale.ROOT, "%.3g", value).replaceAll("\\.?0+e", "e");
    }
    return size >= 1e4
        ? String.format(Locale.ROOT, "%,.0f", value).replace("-", "\u2212")
        : rounded.toPlainString().replace("-", "\u2212");
  }
}
