package org.densesiam.trainer.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;

/**
 * One curve.
 *
 * @param name shown at the end of the line
 * @param colour index of the CSS class {@code series-N} that colours it, from 0
 * @param xs ascending
 * @param ys as many as {@code xs}; values that are not finite are left out
 */
public record Series(String name, int colour, ImmutableDoubleArray xs, ImmutableDoubleArray ys) {
  /**
   * A curve.
   *
   * @throws IllegalArgumentException when there are not as many {@code ys} as {@code xs}
   */
  public Series {
    checkArgument(
        xs.length() == ys.length(),
        "series %s has %s xs and %s ys",
        name,
        xs.length(),
        ys.length());
  }

  /** With every value times {@code factor}. */
  Series times(double factor) {
    return new Series(
        name, colour, xs, ImmutableDoubleArray.copyOf(ys.stream().map(y -> factor * y)));
  }

  /** The curve without the points that cannot be drawn, on a log axis those at 0 or below too. */
  Series drawable(boolean logarithmic) {
    ImmutableDoubleArray.Builder keptXs = ImmutableDoubleArray.builder();
    ImmutableDoubleArray.Builder keptYs = ImmutableDoubleArray.builder();
    for (int i = 0; i < xs.length(); i++) {
      if (Double.isFinite(ys.get(i)) && (!logarithmic || ys.get(i) > 0)) {
        keptXs.add(xs.get(i));
        keptYs.add(ys.get(i));
      }
    }
    return new Series(name, colour, keptXs.build(), keptYs.build());
  }

  /**
   * The centred moving average: each value becomes the mean of itself and of {@code reach}
   * neighbours on either side, as far as there are so many.
   */
  Series smoothed(int reach) {
    if (reach == 0) {
      return this; // not even rounded by the sums
    }
    double[] sums = new double[ys.length() + 1]; // of the first i values
    for (int i = 0; i < ys.length(); i++) {
      sums[i + 1] = sums[i] + ys.get(i);
    }
    ImmutableDoubleArray.Builder means = ImmutableDoubleArray.builder(ys.length());
    for (int i = 0; i < ys.length(); i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(ys.length(), i + reach + 1);
      means.add((sums[to] - sums[from]) / (to - from));
    }
    return new Series(name, colour, xs, means.build());
  }

  /** At most {@code points} points, each the mean of equally many neighbours. */
  Series thinned(int points) {
    if (xs.length() <= points) {
      return this;
    }
    ImmutableDoubleArray.Builder thinXs = ImmutableDoubleArray.builder(points);
    ImmutableDoubleArray.Builder thinYs = ImmutableDoubleArray.builder(points);
    for (int i = 0; i < points; i++) {
      int from = (int) ((long) i * xs.length() / points);
      int to = (int) ((i + 1L) * xs.length() / points);
      thinXs.add(xs.subArray(from, to).stream().average().orElseThrow());
      thinYs.add(ys.subArray(from, to).stream().average().orElseThrow());
    }
    return new Series(name, colour, thinXs.build(), thinYs.build());
  }

  double lastY() {
    return ys.get(ys.length() - 1);
  }
}
