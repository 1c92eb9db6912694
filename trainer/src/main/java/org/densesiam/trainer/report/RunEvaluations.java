package org.densesiam.trainer.report;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.SegmentationScores;
import org.densesiam.trainer.run.RunDirectory;

/**
 * What the evaluations of a segmentation run found, as a report tells it.
 *
 * @param job of the run
 * @param before of the network before its first step; empty without labels
 * @param after of the newest evaluation; empty without labels
 */
record RunEvaluations(
    RunDirectory run,
    Job job,
    Optional<EvaluationSummary> before,
    Optional<EvaluationSummary> after) {

  /** Of a run; both are empty if it was not evaluated. */
  static RunEvaluations of(RunDirectory run, Job job, Salvage salvage) {
    return new RunEvaluations(
        run,
        job,
        read(run.evaluation().resolve(RunDirectory.BEFORE), salvage),
        read(run.evaluation(), salvage));
  }

  /** What the evaluation in a folder found, if there is one. */
  static Optional<EvaluationSummary> read(Path folder, Salvage salvage) {
    return salvage.read(() -> EvaluationFiles.read(folder), Optional.empty());
  }

  /** A network as a row of a table. */
  static Optional<ReportInputs.ScoreRow> row(String network, Optional<EvaluationSummary> summary) {
    return summary
        .flatMap(EvaluationSummary::scores)
        .map(scores -> new ReportInputs.ScoreRow(network, scores.meanIou(), scores.accuracy()));
  }

  /** mIoU and accuracy before and now; none without labels. */
  ImmutableList<ReportInputs.Comparison> comparisons() {
    Optional<SegmentationScores> then = before.flatMap(EvaluationSummary::scores);
    Optional<SegmentationScores> now = after.flatMap(EvaluationSummary::scores);
    if (then.isEmpty() || now.isEmpty()) {
      return ImmutableList.of();
    }
    String on = " on " + after.orElseThrow().images() + " held-out images";
    return ImmutableList.of(
        new ReportInputs.Comparison(
            "mIoU" + on,
            "mIoU",
            "Mean over classes of intersection over union"
                + (matched() ? ", after " + matchedCount(now.orElseThrow()) : "")
                + ". 0 to 100 %.",
            then.orElseThrow().meanIou(),
            now.orElseThrow().meanIou(),
            true),
        new ReportInputs.Comparison(
            "accuracy" + on,
            "accuracy",
            matched()
                ? "Share of labelled pixels in the cluster of their class. 0 to 100 %."
                : "Share of labelled pixels with the right class. 0 to 100 %.",
            then.orElseThrow().accuracy(),
            now.orElseThrow().accuracy(),
            true));
  }

  private String matchedCount(SegmentationScores scores) {
    long matched = scores.classes().stream().filter(each -> each.cluster().isPresent()).count();
    return "%d of %d clusters were matched, each to the class that it fits best"
        .formatted(matched, after.orElseThrow().clusters());
  }

  /** How well each class was found, in a sentence; empty without labels. */
  String classes() {
    return after
        .flatMap(EvaluationSummary::scores)
        .map(
            scores ->
                scores.classes().stream()
                    .map(RunEvaluations::describe)
                    .collect(joining(", ", " IoU of each class, in per cent: ", ".")))
        .orElse("");
  }

  private static String describe(SegmentationScores.OfClass score) {
    return score.of().name()
        + (score.iou().isPresent()
            ? String.format(Locale.ROOT, " %.1f", 100 * score.iou().getAsDouble())
            : " (not in these images)");
  }

  private boolean matched() {
    return !job.learnsFromLabels();
  }

  /** Samples beside their truth, and the confusion where there are labels. */
  ImmutableList<ReportInputs.Picture> pictures() {
    return Stream.of(
            picture(EvaluationFiles.SAMPLES, "Held-out images, what was predicted, and the truth"),
            picture(
                EvaluationFiles.CONFUSION,
                "Which share of each class was given which " + (matched() ? "cluster" : "class")))
        .flatMap(Optional::stream)
        .collect(ImmutableList.toImmutableList());
  }

  private Optional<ReportInputs.Picture> picture(String name, String description) {
    Path file = run.evaluation().resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReportInputs.Picture.of(Files.readAllBytes(file), "", description));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
