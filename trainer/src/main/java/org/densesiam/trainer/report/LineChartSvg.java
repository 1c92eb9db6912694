package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.densesiam.trainer.report.LineChart.Range;

/** Draws one {@link LineChart}; made for it, used once. Coordinates are those of the viewBox. */
final class LineChartSvg {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 300;
  private static final double LEFT = 66;
  private static final double TOP = 14;
  private static final double BOTTOM = HEIGHT - 46;
  private static final double LABEL_HEIGHT = 15;
  private static final double CHARACTER_WIDTH = 7.6;
  private static final int MAX_POINTS = 500;

  private final LineChart chart;
  private final ImmutableList<Series> values;
  private final ImmutableList<Series> lines;
  private final Axis xAxis;
  private final Axis yAxis;
  private final double right;
  private final StringBuilder svg = new StringBuilder();

  LineChartSvg(LineChart chart) {
    this.chart = chart;
    this.values =
        chart.series().stream()
            .map(series -> series.drawable(chart.logarithmic()))
            .filter(series -> series.xs().length() > 0)
            .collect(ImmutableList.toImmutableList());
    this.lines =
        values.stream()
            .map(series -> series.smoothed(chart.smoothingReach()))
            .collect(ImmutableList.toImmutableList());
    ImmutableDoubleArray.Builder xs = ImmutableDoubleArray.builder();
    ImmutableDoubleArray.Builder ys = ImmutableDoubleArray.builder();
    for (Series line : values) {
      xs.addAll(line.xs());
      ys.addAll(line.ys());
    }
    chart.references().forEach(reference -> ys.add(reference.y()));
    ImmutableDoubleArray allXs = xs.build();
    this.xAxis =
        Axis.exactly(
            chart.xRange().map(Range::low).orElse(allXs.stream().min().orElse(0)),
            chart.xRange().map(Range::high).orElse(allXs.stream().max().orElse(1)));
    this.yAxis = Axis.around(ys.build(), chart.logarithmic());
    int longest = lines.stream().mapToInt(line -> endLabel(line).length()).max().orElse(0);
    this.right = WIDTH - 14 - CHARACTER_WIDTH * longest;
  }

  String draw() {
    add(
        "<svg class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
        number(WIDTH), number(HEIGHT), escape(chart.title() + ". " + description()));
    add("<title>%s</title>", escape(chart.title()));
    add("<desc>%s</desc>", escape(description()));
    drawAxes();
    chart.references().forEach(this::drawReference);
    if (chart.smoothingReach() > 0) {
      values.forEach(line -> drawLine(line.thinned(MAX_POINTS), "pale"));
    }
    lines.forEach(line -> drawLine(line.thinned(MAX_POINTS), "bold"));
    drawEndLabels();
    return svg.append("</svg>").toString();
  }

  private void drawAxes() {
    yAxis
        .ticks()
        .forEach(
            tick -> {
              double y = y(tick);
              add(
                  "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                  number(LEFT), number(right), number(y), number(y));
              text(LEFT - 8, y + 4, "tick end", Axis.label(tick));
            });
    xAxis
        .ticks()
        .forEach(
            tick -> {
              double x = x(tick);
              add(
                  "<line class=\"axis\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                  number(x), number(x), number(BOTTOM), number(BOTTOM + 5));
              text(x, BOTTOM + 19, "tick middle", Axis.label(tick));
            });
    add(
        "<line class=\"axis\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
        number(LEFT), number(right), number(BOTTOM), number(BOTTOM));
    text((LEFT + right) / 2, HEIGHT - 6, "axis-title middle", chart.xTitle());
    add(
        "<text class=\"axis-title middle\" transform=\"translate(14 %s) rotate(-90)\">%s</text>",
        number((TOP + BOTTOM) / 2), escape(chart.yTitle()));
  }

  private void drawReference(LineChart.Reference reference) {
    double y = y(reference.y());
    add(
        "<line class=\"reference\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
        number(LEFT), number(right), number(y), number(y));
    // Below the line when there is no room above it.
    text(LEFT + 6, y - 5 < TOP + 8 ? y + 14 : y - 5, "reference-label", reference.label());
  }

  private void drawLine(Series line, String weight) {
    if (line.xs().length() == 1) {
      add(
          "<circle class=\"dot series-%d\" cx=\"%s\" cy=\"%s\" r=\"3\"/>",
          line.colour(), number(x(line.xs().get(0))), number(y(line.lastY())));
      return;
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.xs().length(); i++) {
      points
          .append(number(x(line.xs().get(i))))
          .append(',')
          .append(number(y(line.ys().get(i))))
          .append(' ');
    }
    add(
        "<polyline class=\"%s series-%d\" points=\"%s\"><title>%s</title></polyline>",
        weight, line.colour(), points.toString().strip(), escape(line.name()));
  }

  /** Names and last values at the lines' ends, pushed apart where they would overlap. */
  private void drawEndLabels() {
    List<Series> byHeight = new ArrayList<>(lines);
    byHeight.sort(Comparator.comparingDouble(line -> y(line.lastY())));
    double[] heights = spread(byHeight.stream().mapToDouble(line -> y(line.lastY())).toArray());
    for (int i = 0; i < heights.length; i++) {
      Series line = byHeight.get(i);
      text(right + 8, heights[i] + 4, "end-label series-" + line.colour(), endLabel(line));
    }
  }

  /** Ascending heights, moved down until none is closer than a label's height, then up to fit. */
  static double[] spread(double[] heights) {
    double[] moved = heights.clone();
    for (int i = 1; i < moved.length; i++) {
      moved[i] = Math.max(moved[i], moved[i - 1] + LABEL_HEIGHT);
    }
    double limit = BOTTOM;
    for (int i = moved.length - 1; i >= 0; i--) {
      moved[i] = Math.min(moved[i], limit);
      limit = moved[i] - LABEL_HEIGHT;
    }
    return moved;
  }

  private static String endLabel(Series line) {
    return (line.name() + " " + significant(line.lastY())).strip();
  }

  private String description() {
    StringBuilder sentence = new StringBuilder();
    for (Series line : lines) {
      sentence.append(
          String.format(
              Locale.ROOT,
              "%s goes from %s to %s. ",
              line.name().isEmpty() ? chart.title() : line.name(),
              significant(line.ys().get(0)),
              significant(line.lastY())));
    }
    return sentence.toString().strip();
  }

  /** Three significant digits. */
  private static String significant(double value) {
    return Axis.label(
        new java.math.BigDecimal(value).round(new java.math.MathContext(3)).doubleValue());
  }

  private double x(double value) {
    return LEFT + xAxis.position(value) * (right - LEFT);
  }

  private double y(double value) {
    return BOTTOM - yAxis.position(value) * (BOTTOM - TOP);
  }

  private void text(double x, double y, String cssClass, String content) {
    add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
        cssClass, number(x), number(y), escape(content));
  }

  @FormatMethod
  private void add(@FormatString String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String number(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate).replaceAll("\\.0$", "");
  }

  private static String escape(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }
}
