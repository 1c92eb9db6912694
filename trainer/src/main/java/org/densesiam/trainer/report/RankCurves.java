package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.trainer.log.ScalarNames;

/** Effective rank of the backbone's features, and the spectrum that it sums up. */
final class RankCurves {
  private final Metrics metrics;
  private final ImmutableList<Metrics.StepList> spectra; // log10 of shares

  RankCurves(Metrics metrics) {
    this.metrics = metrics;
    this.spectra = metrics.lists(ScalarNames.LOG10_SPECTRUM);
  }

  /** None of a run that had no images to measure on, or is older than the meter. */
  Stream<Curves.Curve> all() {
    return spectra.isEmpty()
        ? Stream.empty()
        : Stream.of(rank(), spectrum()).flatMap(curves -> curves);
  }

  private Stream<Curves.Curve> rank() {
    Metrics.Column column = metrics.column(ScalarNames.EFFECTIVE_RANK);
    LineChart chart =
        LineChart.of(
                "Effective rank of features",
                "step",
                "effective rank",
                ImmutableList.of(new Series("", 0, column.steps(), column.values())))
            .withXRange(0, (double) metrics.lastStep());
    return curve(
        chart,
        "RankMe (Garrido et al., arXiv 2210.02885): in how many directions the backbone's features"
            + " of held-out images lie, from when its batch norms have seen images. "
            + Words.count(most())
            + " is the most there can be, the smaller number of images and channels; falling towards"
            + " 1 is a collapse; what matters is that it rises or stays.");
  }

  /** {@code min(images, channels)}. */
  private int most() {
    return spectra.get(0).numbers().length();
  }

  private Stream<Curves.Curve> spectrum() {
    LineChart chart =
        LineChart.of(
                "Spectrum of features",
                "direction, by its share",
                "log10 of its share",
                firstAndLast())
            .withXRange(1, most());
    return curve(
        chart,
        "The same features: how much lies in each direction, as a share of all singular values."
            + " Directions that are not used fall towards \u22127.");
  }

  private ImmutableList<Series> firstAndLast() {
    Series first = series(spectra.get(0), 1);
    return spectra.size() == 1
        ? ImmutableList.of(first)
        : ImmutableList.of(first, series(spectra.get(spectra.size() - 1), 0));
  }

  private static Series series(Metrics.StepList spectrum, int colour) {
    ImmutableDoubleArray directions =
        ImmutableDoubleArray.copyOf(
            IntStream.rangeClosed(1, spectrum.numbers().length()).asDoubleStream());
    return new Series(
        "step " + Words.count(spectrum.step()), colour, directions, spectrum.numbers());
  }

  private static Stream<Curves.Curve> curve(LineChart chart, String explanation) {
    return chart.isDrawable()
        ? Stream.of(new Curves.Curve(chart.title(), explanation, chart.toSvg()))
        : Stream.empty();
  }
}
