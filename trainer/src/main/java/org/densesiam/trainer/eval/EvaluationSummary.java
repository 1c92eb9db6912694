package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.densesiam.data.record.PixelClass;
import org.densesiam.export.ClassMatching;
import org.densesiam.trainer.config.Job;

/**
 * The figures of an evaluation, as {@link EvaluationFiles} keeps them.
 *
 * @param step training steps that the judged network had learned for; empty where none trained it,
 *     as for a probe
 * @param matching whether clusters were matched to classes
 * @param sizePx side of the squares that were evaluated
 * @param images how many
 * @param leftOut records that could not be decoded
 * @param clusters {@code K}
 * @param scores empty if no pixel has a label: there is nothing to compare with
 * @param confusion pixels by class and cluster; empty without scores
 */
public record EvaluationSummary(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> step,
    Matching matching,
    int sizePx,
    long images,
    long leftOut,
    int clusters,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SegmentationScores> scores,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ConfusionMatrix> confusion) {

  /** What a cluster means. */
  public enum Matching {
    /** The class that the Hungarian method gives it, on this very set. */
    HUNGARIAN,
    /** The class of the same number: the predictor learned with labels. */
    NONE;

    /** For the networks of a job. */
    public static Matching of(Job job) {
      return job.learnsFromLabels() ? NONE : HUNGARIAN;
    }
  }

  public EvaluationSummary {
    checkArgument(images >= 1, "an evaluation must have images: %s", images);
    checkArgument(
        scores.isEmpty() || confusion.isPresent(), "scores must come with their confusion matrix");
  }

  static EvaluationSummary of(
      Matching matching,
      int sizePx,
      Counts counts,
      ConfusionTally tally,
      ImmutableList<PixelClass> classes) {
    ConfusionMatrix confusion = tally.matrix();
    Optional<SegmentationScores> scores =
        switch (matching) {
          case HUNGARIAN -> SegmentationScores.matched(confusion, classes);
          case NONE -> SegmentationScores.supervised(confusion, classes);
        };
    return new EvaluationSummary(
        Optional.empty(),
        matching,
        sizePx,
        counts.images,
        counts.leftOut,
        confusion.clusters(),
        scores,
        scores.map(found -> confusion));
  }

  static EvaluationSummary withoutLabels(
      Matching matching, int sizePx, Counts counts, int clusters) {
    return new EvaluationSummary(
        Optional.empty(),
        matching,
        sizePx,
        counts.images,
        counts.leftOut,
        clusters,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, of a network after so many training steps. */
  EvaluationSummary atStep(long trained) {
    return new EvaluationSummary(
        Optional.of(trained), matching, sizePx, images, leftOut, clusters, scores, confusion);
  }

  /** What clusters mean by this evaluation; empty without scores. */
  public Optional<ClassMatching> classMatching() {
    return scores.map(found -> matching(found.classes(), clusters));
  }

  private static ClassMatching matching(
      ImmutableList<SegmentationScores.OfClass> classes, int clusters) {
    List<Integer> classOfCluster =
        new ArrayList<>(Collections.nCopies(clusters, ClassMatching.NONE));
    for (int number = 0; number < classes.size(); number++) {
      OptionalInt cluster = classes.get(number).cluster();
      if (cluster.isPresent()) {
        classOfCluster.set(cluster.getAsInt(), number);
      }
    }
    return new ClassMatching(
        classes.stream().map(score -> score.of().name()).collect(ImmutableList.toImmutableList()),
        ImmutableList.copyOf(classOfCluster));
  }

  /** Of records. */
  record Counts(long images, long leftOut) {}
}
