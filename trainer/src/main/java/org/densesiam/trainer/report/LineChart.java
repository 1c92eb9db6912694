package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * Curves over a common horizontal axis.
 *
 * @param title what the chart shows, read aloud; the page shows its own heading
 * @param xTitle quantity and unit of the horizontal axis
 * @param yTitle quantity and unit of the vertical axis
 * @param series the curves, drawn in this order; those without a drawable point are left out
 * @param xRange ends of the horizontal axis, so that charts of one run line up; those of the curves
 *     when empty
 * @param references levels to compare with, which the vertical axis then includes
 * @param logarithmic whether the vertical axis is; points at 0 or below are then left out
 * @param smoothingReach neighbours on either side that the bold line averages over, 0 for none; the
 *     values themselves then stay as a pale line
 */
public record LineChart(
    String title,
    String xTitle,
    String yTitle,
    ImmutableList<Series> series,
    Optional<Range> xRange,
    ImmutableList<Reference> references,
    boolean logarithmic,
    int smoothingReach) {

  /**
   * A level to compare with, drawn as a dashed line.
   *
   * @param y where it is
   * @param label what it means, in a few words
   */
  public record Reference(double y, String label) {}

  /**
   * Ends of an axis.
   *
   * @param low where it begins
   * @param high where it ends, above {@code low}
   */
  public record Range(double low, double high) {}

  /** A chart with a linear axis and neither references nor smoothing. */
  public static LineChart of(
      String title, String xTitle, String yTitle, ImmutableList<Series> series) {
    return new LineChart(
        title, xTitle, yTitle, series, Optional.empty(), ImmutableList.of(), false, 0);
  }

  /** With a horizontal axis from {@code low} to {@code high}. */
  public LineChart withXRange(double low, double high) {
    Optional<Range> range = Optional.of(new Range(low, high));
    return new LineChart(
        title, xTitle, yTitle, series, range, references, logarithmic, smoothingReach);
  }

  /** With one more level to compare with. */
  public LineChart withReference(double y, String label) {
    ImmutableList<Reference> levels =
        ImmutableList.<Reference>builder().addAll(references).add(new Reference(y, label)).build();
    return new LineChart(
        title, xTitle, yTitle, series, xRange, levels, logarithmic, smoothingReach);
  }

  /** With a logarithmic vertical axis. */
  public LineChart withLogarithmicAxis() {
    return new LineChart(title, xTitle, yTitle, series, xRange, references, true, smoothingReach);
  }

  /** With a bold line that averages each value with {@code reach} neighbours on either side. */
  public LineChart withSmoothing(int reach) {
    return new LineChart(title, xTitle, yTitle, series, xRange, references, logarithmic, reach);
  }

  /** Whether there is a curve with a point to draw. */
  public boolean isDrawable() {
    return series.stream().anyMatch(s -> s.drawable(logarithmic).xs().length() > 0);
  }

  /** An {@code <svg>} element. */
  public String toSvg() {
    return new LineChartSvg(this).draw();
  }
}
