package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;
import org.densesiam.model.LossTerm;
import org.densesiam.trainer.log.ScalarNames;

/** The result in a few sentences and figures, and what in it deserves a second look. */
final class Headline {
  /** Below this the projections of different images have nearly one direction. */
  private static final double NEARLY_COLLAPSED = 0.2;

  private static final double MUCH_WAITING = 0.1;
  private static final String REGION = ScalarNames.loss(LossTerm.REGION);

  private final ReportInputs inputs;
  private final Metrics metrics;

  Headline(ReportInputs inputs) {
    this.inputs = inputs;
    this.metrics = new Metrics(inputs.steps());
  }

  /**
   * A figure at a glance.
   *
   * @param name what it is
   * @param value the number
   * @param unit its unit, may be empty
   * @param note where it came from or what to compare it with
   */
  record Figure(String name, String value, String unit, String note) {}

  /** How it went, from the numbers at hand; what was not measured is not mentioned. */
  String sentence() {
    StringBuilder text = new StringBuilder(ending());
    inputs.comparisons().stream()
        .findFirst()
        .ifPresent(
            c ->
                text.append(
                    String.format(
                        " %s %s from %s before training to %s after it.",
                        capitalised(c.name()),
                        c.after() >= c.before() ? "rose" : "fell",
                        c.inWords(c.before()),
                        c.inWords(c.after()))));
    OptionalDouble start = metrics.atStart(ScalarNames.LOSS_TOTAL);
    OptionalDouble end = metrics.atEnd(ScalarNames.LOSS_TOTAL);
    if (start.isPresent() && end.isPresent()) {
      text.append(
          String.format(
              " The total loss went from %s to %s",
              Words.decimal(start.getAsDouble()), Words.decimal(end.getAsDouble())));
      lowestSpread()
          .ifPresent(
              spread -> text.append("; the collapse meter ends at ").append(Words.decimal(spread)));
      text.append('.').append(addedOnTheWay());
    }
    return text.toString();
  }

  /** Totals of different sums cannot be compared; says so, with what the comparable part did. */
  private String addedOnTheWay() {
    OptionalDouble region = metrics.atEnd(REGION);
    if (region.isEmpty() || firstStep(REGION) == firstStep(ScalarNames.LOSS_TOTAL)) {
      return "";
    }
    double withoutRegion =
        metrics.atEnd(ScalarNames.LOSS_TOTAL).orElseThrow() - region.getAsDouble();
    return String.format(
        " The region loss set in on the way and is part of the latter; without it that is %s.",
        Words.decimal(withoutRegion));
  }

  private double firstStep(String name) {
    return metrics.column(name).steps().get(0);
  }

  /** The lowest of all collapse meters at the end: one collapsed projection is bad enough. */
  private OptionalDouble lowestSpread() {
    return metrics.names().stream()
        .filter(name -> name.startsWith(ScalarNames.COLLAPSE_PREFIX))
        .flatMapToDouble(name -> metrics.atEnd(name).stream())
        .min();
  }

  private String ending() {
    return inputs
        .end()
        .map(RunEnding::sentence)
        .orElse(Words.count(metrics.lastStep()) + " steps so far.");
  }

  ImmutableList<Figure> figures() {
    ImmutableList.Builder<Figure> figures = ImmutableList.builder();
    for (ReportInputs.Comparison comparison : inputs.comparisons()) {
      figures.add(
          new Figure(
              capitalised(comparison.shortName()),
              comparison.inWords(comparison.after()),
              "",
              "before training " + comparison.inWords(comparison.before())));
    }
    addLoss(figures);
    lowestSpread()
        .ifPresent(
            spread ->
                figures.add(
                    new Figure(
                        "Collapse meter",
                        Words.decimal(spread),
                        "",
                        "0: collapsed, 1: spread evenly")));
    metrics
        .mean(ScalarNames.IMAGES_PER_SECOND)
        .ifPresent(
            rate ->
                figures.add(
                    new Figure("Throughput", Words.rate(rate), "images/s", "mean of the run")));
    metrics
        .mean(ScalarNames.WAIT_SHARE)
        .ifPresent(
            share ->
                figures.add(
                    new Figure(
                        "Waiting for data", Words.percent(share), "", "of the training time")));
    return figures.build();
  }

  private void addLoss(ImmutableList.Builder<Figure> figures) {
    OptionalDouble start = metrics.atStart(ScalarNames.LOSS_TOTAL);
    OptionalDouble end = metrics.atEnd(ScalarNames.LOSS_TOTAL);
    if (start.isPresent() && end.isPresent()) {
      figures.add(
          new Figure(
              "Total loss",
              Words.decimal(end.getAsDouble()),
              "",
              "at the start " + Words.decimal(start.getAsDouble())));
    }
  }

  /** What a practised eye would stumble over, each with what to do. */
  ImmutableList<String> warnings() {
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    lowestSpread()
        .ifPresent(
            spread -> {
              if (spread < NEARLY_COLLAPSED) {
                warnings.add(
                    "The collapse meter ends at "
                        + Words.decimal(spread)
                        + ": projections of different images are nearly the same. Lower the learning"
                        + " rate, and check that the predictor is trained and the stop-gradient on.");
              }
            });
    metrics
        .mean(ScalarNames.WAIT_SHARE)
        .ifPresent(
            share -> {
              if (share > MUCH_WAITING) {
                warnings.add(
                    "Training waited for data "
                        + Words.percent(share)
                        + " of its time: give the pipeline more cores, or store smaller images.");
              }
            });
    metrics
        .last(ScalarNames.SKIPPED_RECORDS)
        .ifPresent(
            skipped -> {
              if (skipped > 0) {
                warnings.add(
                    Words.count(Math.round(skipped))
                        + " records could not be decoded and were left out; import the images again"
                        + " to find out which.");
              }
            });
    return warnings.build();
  }

  /** But for a word that has its own capitals, such as mIoU. */
  private static String capitalised(String name) {
    return name.length() < 2 || Character.isUpperCase(name.charAt(1))
        ? name
        : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
