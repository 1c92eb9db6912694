package org.densesiam.trainer.eval;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.OptionalDouble;
import org.densesiam.data.record.PixelClass;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.eval.EvaluationSummary.Matching;

/** Figures of an evaluation as text for a person; shares as per cent. */
public final class ScoreTable {
  private static final String NONE = "-";

  private final EvaluationSummary summary;

  /** A table of {@code summary}. */
  public ScoreTable(EvaluationSummary summary) {
    this.summary = summary;
  }

  /** All lines, for a console. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    headline().forEach((name, value) -> lines.add("%-14s %s".formatted(name, value)));
    summary.scores().ifPresent(scores -> addClasses(lines, scores));
    return lines.build();
  }

  /** The figures of the whole set, by their names. */
  public ImmutableMap<String, String> headline() {
    ImmutableMap.Builder<String, String> rows = ImmutableMap.builder();
    rows.put(
        "Images",
        "%d, %d px%s"
            .formatted(
                summary.images(),
                summary.sizePx(),
                summary.leftOut() == 0
                    ? ""
                    : "; %d more cannot be decoded".formatted(summary.leftOut())));
    if (summary.scores().isEmpty()) {
      return rows.put("Scores", "none: no pixel has a label to compare with").buildOrThrow();
    }
    SegmentationScores scores = summary.scores().get();
    rows.put("mIoU", percent(OptionalDouble.of(scores.meanIou())));
    rows.put("Accuracy", percent(OptionalDouble.of(scores.accuracy())));
    if (summary.matching() == Matching.HUNGARIAN) {
      rows.put("Purity", percent(OptionalDouble.of(scores.purity())));
    }
    if (scores.meanIouThings().isPresent()) {
      rows.put("mIoU, things", percent(scores.meanIouThings()));
    }
    if (scores.meanIouStuff().isPresent()) {
      rows.put("mIoU, stuff", percent(scores.meanIouStuff()));
    }
    return rows.put("Clusters", clusters(scores)).buildOrThrow();
  }

  private String clusters(SegmentationScores scores) {
    return switch (summary.matching()) {
      case HUNGARIAN ->
          "%d, matched to %d classes".formatted(summary.clusters(), scores.classes().size());
      case NONE -> "none: classes were learned from labels";
    };
  }

  private static void addClasses(ImmutableList.Builder<String> lines, SegmentationScores scores) {
    int width =
        scores.classes().stream().mapToInt(score -> score.of().name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, "Class".length()) + "s  %7s  %7s  %7s  %s";
    lines.add("").add(format.formatted("Class", "IoU %", "pixels %", "cluster", "kind"));
    for (SegmentationScores.OfClass score : scores.classes()) {
      lines.add(
          format
              .formatted(
                  score.of().name(),
                  percent(score.iou()),
                  percent(OptionalDouble.of((double) score.pixels() / scores.labelledPixels())),
                  score.cluster().isPresent() ? Integer.toString(score.cluster().getAsInt()) : NONE,
                  kind(score.of()))
              .stripTrailing());
    }
  }

  private static String kind(PixelClass of) {
    return of.kind().map(kind -> Spelling.of(kind)).orElse("");
  }

  /** {@code 12.3}, or a dash for nothing. */
  static String percent(OptionalDouble share) {
    return share.isPresent() ? String.format(Locale.ROOT, "%.1f", 100 * share.getAsDouble()) : NONE;
  }
}
