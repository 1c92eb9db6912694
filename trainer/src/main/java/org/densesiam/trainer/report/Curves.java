package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.ScalarNames;

/** Which scalars become which charts, and what to say beside them. */
final class Curves {
  private static final String STEP = "step";
  private static final String SHARE = "share, %";

  /** Runs with fewer logged steps are shown as they are. */
  private static final int SMOOTHED_FROM = 40;

  private static final ImmutableSet<String> SHOWN_BY_NAME =
      ImmutableSet.of(
          ScalarNames.IMAGES_PER_SECOND,
          ScalarNames.WAIT_SHARE,
          ScalarNames.LEARNING_RATE,
          ScalarNames.GRAD_NORM,
          ScalarNames.RESIDENT_MEMORY,
          ScalarNames.SKIPPED_RECORDS);
  private static final ImmutableList<String> SHOWN_BY_PREFIX =
      ImmutableList.of(
          ScalarNames.LOSS_PREFIX,
          ScalarNames.COLLAPSE_PREFIX,
          ScalarNames.ENTROPY_PREFIX,
          ScalarNames.AGREEMENT_PREFIX,
          ScalarNames.ACCURACY_PREFIX,
          ScalarNames.EVALUATION_PREFIX,
          ScalarNames.HELD_OUT_PREFIX);

  private final Metrics metrics;
  private final Job job;

  Curves(Metrics metrics, Job job) {
    this.metrics = metrics;
    this.job = job;
  }

  /**
   * A chart with its words.
   *
   * @param title its heading
   * @param explanation how to read it
   * @param svg the chart
   */
  record Curve(String title, String explanation, String svg) {}

  /** Neighbours on either side that bold lines average over; 0 for short runs. */
  int smoothingReach() {
    return smoothingReach(metrics.steps().size());
  }

  /** As {@link #smoothingReach()}, of a curve of so many points. */
  static int smoothingReach(int logged) {
    return logged < SMOOTHED_FROM ? 0 : Math.max(2, logged / 50);
  }

  /** The total and each term, a chart each, since their ranges have nothing in common. */
  ImmutableList<Curve> losses() {
    ImmutableList<String> names = named(ScalarNames.LOSS_PREFIX);
    return IntStream.range(0, names.size())
        .boxed()
        .flatMap(i -> loss(names.get(i), i))
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Curve> loss(String name, int colour) {
    String term = inWords(name.substring(ScalarNames.LOSS_PREFIX.length()));
    String title = name.equals(ScalarNames.LOSS_TOTAL) ? "Total loss" : "Loss term: " + term;
    ImmutableList<Series> line = ImmutableList.of(series(name, term, colour));
    return curve(noisy(LineChart.of(title, STEP, "loss", line)), lossExplanation(name));
  }

  private String lossExplanation(String name) {
    return switch (name) {
      case ScalarNames.LOSS_TOTAL ->
          "The weighted sum that is differentiated. It jumps where a term is switched on.";
      case "loss/image" ->
          "Negative cosine similarity of whole views: \u22121 when they agree, 0 when unrelated.";
      case "loss/pixel" ->
          job == Job.PRETRAIN
              ? "Negative cosine similarity at points that both views show: \u22121 when they agree."
              : "Cross-entropy with the other view's pseudo-categories at the same point: ln K when"
                  + " nothing is known, times the weight.";
      case "loss/overclustering" -> "The same over many more pseudo-categories.";
      case "loss/pseudo_label" ->
          "Cross-entropy with each point's own best pseudo-category: 0 when all are decided.";
      case "loss/labels" ->
          "Cross-entropy with the labels, mean over labelled pixels: 0 at best, ln K untrained.";
      case "loss/region" ->
          "How well each region of one view is told apart by the regions of the other.";
      default -> "";
    };
  }

  /** Whether the network still tells images and regions apart. */
  ImmutableList<Curve> health() {
    LineChart collapse =
        LineChart.of(
                "Collapse meter",
                STEP,
                "spread of projections \u00d7 \u221ad",
                group(ScalarNames.COLLAPSE_PREFIX))
            .withReference(1, "1: spread evenly over all directions")
            .withReference(0, "0: collapsed, every image gives one vector");
    LineChart entropy =
        LineChart.of(
            "Entropy of pseudo-categories",
            STEP,
            "entropy / ln K",
            group(ScalarNames.ENTROPY_PREFIX));
    LineChart agreement =
        LineChart.of(
                "Agreement of the two views",
                STEP,
                "cosine beyond chance",
                group(ScalarNames.AGREEMENT_PREFIX))
            .withReference(0, "0: corresponding points agree no better than any two");
    LineChart accuracy =
        LineChart.of(
            "Accuracy in training", STEP, SHARE, percent(group(ScalarNames.ACCURACY_PREFIX)));
    LineChart evaluation =
        LineChart.of(
            "Evaluation on labelled images",
            STEP,
            SHARE,
            percent(group(ScalarNames.EVALUATION_PREFIX)));
    return Stream.of(
            curve(
                evaluation,
                job.learnsFromLabels()
                    ? "On images that are not trained on."
                    : "After matching clusters to classes. Labels judge only; training never sees them."),
            curve(
                noisy(accuracy),
                "Share of labelled pixels of the training batches that have the right class."),
            curve(
                noisy(collapse),
                "Standard deviation of the projections scaled to length 1 over a batch, mean over"
                    + " their d channels. Directions spread evenly give 1/\u221ad; the meter is"
                    + " scaled by \u221ad, so that this is 1."),
            curve(
                noisy(entropy),
                "As a share of the most there can be, ln K. Usage: 1 when all K are used alike, 0 when"
                    + " one takes everything. At a point: 0 when every point is decided."),
            curve(
                noisy(agreement),
                "Mean cosine of projections of the same point in both views, minus that of any two"
                    + " points; 1 at best. Training batches, augmented."),
            new RankCurves(metrics).all())
        .flatMap(curves -> curves)
        .collect(ImmutableList.toImmutableList());
  }

  /** Speed and the optimiser's numbers, then whatever else was logged. */
  ImmutableList<Curve> machinery() {
    LineChart rate = single("Throughput", "images a second", ScalarNames.IMAGES_PER_SECOND, 1);
    LineChart wait = single("Waiting for data", "share of time, %", ScalarNames.WAIT_SHARE, 100);
    LineChart norm = single("Gradient norm", "L2 norm (log scale)", ScalarNames.GRAD_NORM, 1);
    LineChart memory = single("Memory", "held by the process, MB", ScalarNames.RESIDENT_MEMORY, 1);
    LineChart schedule = single("Learning rate", "learning rate", ScalarNames.LEARNING_RATE, 1);
    return Stream.of(
            curve(noisy(rate), "A pair of views counts as one image."),
            curve(noisy(wait), "How long the training step stood still for its next batch."),
            curve(noisy(norm.withLogarithmicAxis()), "Over all variables, before weight decay."),
            curve(schedule, "As scheduled; predictors may keep the initial one."),
            curve(memory, "Physical memory, in millions of bytes, without that of a GPU."),
            others())
        .flatMap(curves -> curves)
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Curve> others() {
    return metrics.names().stream()
        .filter(name -> !SHOWN_BY_NAME.contains(name))
        .filter(name -> SHOWN_BY_PREFIX.stream().noneMatch(name::startsWith))
        .flatMap(name -> curve(noisy(single(name, name, name, 1)), ""));
  }

  /** No curve when there is nothing to draw. */
  private Stream<Curve> curve(LineChart chart, String explanation) {
    if (!chart.isDrawable()) {
      return Stream.empty();
    }
    String svg = chart.withXRange(0, (double) metrics.lastStep()).toSvg();
    return Stream.of(new Curve(chart.title(), explanation, svg));
  }

  private LineChart noisy(LineChart chart) {
    return chart.withSmoothing(smoothingReach());
  }

  private LineChart single(String title, String yTitle, String name, double factor) {
    return LineChart.of(title, STEP, yTitle, ImmutableList.of(series(name, "", 0).times(factor)));
  }

  private static ImmutableList<Series> percent(ImmutableList<Series> shares) {
    return shares.stream().map(share -> share.times(100)).collect(ImmutableList.toImmutableList());
  }

  /** {@code pixel_std} is the spread of the pixels' projections, which its chart says. */
  static String inWords(String name) {
    return name.equals("miou") ? "mIoU" : name.replaceAll("_std$", "").replace('_', ' ');
  }

  private ImmutableList<Series> group(String prefix) {
    ImmutableList<String> names = named(prefix);
    return IntStream.range(0, names.size())
        .mapToObj(i -> series(names.get(i), inWords(names.get(i).substring(prefix.length())), i))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<String> named(String prefix) {
    return metrics.names().stream()
        .filter(name -> name.startsWith(prefix))
        .collect(ImmutableList.toImmutableList());
  }

  private Series series(String name, String label, int colour) {
    Metrics.Column column = metrics.column(name);
    return new Series(label, colour, column.steps(), column.values());
  }
}
