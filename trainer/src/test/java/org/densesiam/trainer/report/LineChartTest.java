package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.StringReader;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class LineChartTest {
  @Test
  void smoothed_valuesAreMeansOfTheirNeighbours() {
    Series smooth = series("a", 0, 3, 6, 0).smoothed(1);

    // (0 + 3) / 2, (0 + 3 + 6) / 3, (3 + 6 + 0) / 3, (6 + 0) / 2
    assertThat(smooth.ys().toArray()).containsExactly(1.5, 3, 3, 3);
  }

  @Test
  void thinned_pointsAreMeansOfEquallyManyNeighbours() {
    Series thin = series("a", 1, 3, 5, 7).thinned(2);

    assertThat(thin.xs().toArray()).containsExactly(0.5, 2.5);
    assertThat(thin.ys().toArray()).containsExactly(2, 6);
  }

  @Test
  void toSvg_saysInWordsWhatItShows() throws Exception {
    Element svg = svg(chart(series("pixel", -0.125, -0.5)));

    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Loss < 1 & falling");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo("pixel goes from \u22120.125 to \u22120.5.");
    assertThat(svg.getTextContent()).contains("step").contains("loss (nats)");
  }

  @Test
  void toSvg_valuesThatAreNotFinite_areLeftOut() throws Exception {
    Element svg = svg(chart(series("a", 1, Double.NaN, Double.POSITIVE_INFINITY, 2)));

    assertThat(heights(svg)).hasSize(2);
  }

  @Test
  void toSvg_logarithmic_leavesOutZeroAndBelow() throws Exception {
    LineChart chart = chart(series("a", 10, 0, -1, 0.1)).withLogarithmicAxis();

    assertThat(heights(svg(chart))).hasSize(2);
  }

  @Test
  void toSvg_higherValue_isHigherUp() throws Exception {
    double[] heights = heights(svg(chart(series("a", 0, 1))));

    assertThat(heights[1]).as("y grows downwards").isLessThan(heights[0]);
  }

  @Test
  void toSvg_onePoint_isADot() throws Exception {
    assertThat(svg(chart(series("a", 3))).getElementsByTagName("circle").getLength()).isEqualTo(1);
  }

  @Test
  void toSvg_manyPoints_staysSmall() {
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> Math.sin(i / 1000.0));

    assertThat(chart(series("a", values)).withSmoothing(5).toSvg().length()).isLessThan(30_000);
  }

  @Test
  void isDrawable_nothingFinite_isFalse() {
    assertThat(chart(series("a", Double.NaN)).isDrawable()).isFalse();
    assertThat(chart().isDrawable()).isFalse();
  }

  @Test
  void spread_labelsKeepTheirOrderAndADistance() {
    double[] spread = LineChartSvg.spread(new double[] {250, 251, 252});

    assertThat(spread).containsExactly(224, 239, 254);
  }

  @Test
  void series_withMoreXsThanYs_isRefused() {
    assertThatThrownBy(
            () -> new Series("a", 0, ImmutableDoubleArray.of(1, 2), ImmutableDoubleArray.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series a has 2 xs and 1 ys");
  }

  private static LineChart chart(Series... series) {
    return LineChart.of("Loss < 1 & falling", "step", "loss (nats)", ImmutableList.copyOf(series));
  }

  private static Series series(String name, double... ys) {
    double[] xs = new double[ys.length];
    Arrays.setAll(xs, i -> i);
    return new Series(name, 0, ImmutableDoubleArray.copyOf(xs), ImmutableDoubleArray.copyOf(ys));
  }

  /** The y coordinates of the first line's points. */
  private static double[] heights(Element svg) {
    Element line = (Element) svg.getElementsByTagName("polyline").item(0);
    return Splitter.on(' ')
        .splitToStream(line.getAttribute("points"))
        .mapToDouble(point -> Double.parseDouble(point.substring(point.indexOf(',') + 1)))
        .toArray();
  }

  private static Element svg(LineChart chart) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(chart.toSvg())));
    return document.getDocumentElement();
  }
}
