package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;

/**
 * How good a segmentation is once each class has its cluster. All figures are of the whole set at
 * once, not means over images.
 *
 * @param meanIou mean of {@link OfClass#iou} over the classes that have one
 * @param accuracy share of labelled pixels whose cluster is that of their class
 * @param purity what {@code accuracy} would be if every cluster meant the class that it has most
 *     pixels of, however many clusters share one; far above {@code accuracy}, classes are split
 * @param meanIouThings as {@code meanIou}, over the classes called things; empty without any
 * @param meanIouStuff as {@code meanIou}, over the classes called stuff; empty without any
 * @param labelledPixels that everything is counted over, at least 1
 * @param classes by number
 */
public record SegmentationScores(
    double meanIou,
    double accuracy,
    double purity,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble meanIouThings,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble meanIouStuff,
    long labelledPixels,
    ImmutableList<OfClass> classes) {

  /**
   * Scores of clusters that mean nothing by themselves: matched to classes first.
   *
   * @param classes what the matrix's rows are, in order
   * @return empty if no pixel has a label
   */
  public static Optional<SegmentationScores> matched(
      ConfusionMatrix confusion, List<PixelClass> classes) {
    return confusion.total() == 0
        ? Optional.empty()
        : Optional.of(of(confusion, classes, ClusterMatching.clusterOfClass(confusion)));
  }

  /**
   * Scores of a prediction whose cluster {@code i} means class {@code i}, such as a probe's.
   *
   * @return empty if no pixel has a label
   */
  public static Optional<SegmentationScores> supervised(
      ConfusionMatrix confusion, List<PixelClass> classes) {
    checkArgument(
        confusion.clusters() == confusion.classes(),
        "a prediction of %s classes cannot be that of %s",
        confusion.clusters(),
        confusion.classes());
    ImmutableList.Builder<OptionalInt> same = ImmutableList.builder();
    for (int i = 0; i < confusion.classes(); i++) {
      same.add(OptionalInt.of(i));
    }
    return confusion.total() == 0
        ? Optional.empty()
        : Optional.of(of(confusion, classes, same.build()));
  }

  private static SegmentationScores of(
      ConfusionMatrix confusion,
      List<PixelClass> classes,
      ImmutableList<OptionalInt> clusterOfClass) {
    checkArgument(
        classes.size() == confusion.classes(),
        "a confusion matrix of %s classes cannot be of these %s: %s",
        confusion.classes(),
        classes.size(),
        classes);
    ImmutableList.Builder<OfClass> scores = ImmutableList.builder();
    long agreeing = 0;
    for (int i = 0; i < classes.size(); i++) {
      OfClass score = score(confusion, classes.get(i), i, clusterOfClass.get(i));
      scores.add(score);
      agreeing += truePositives(confusion, i, score.cluster());
    }
    ImmutableList<OfClass> all = scores.build();
    return new SegmentationScores(
        mean(all, score -> true).orElseThrow(), // some class has labels, so some IoU is defined
        (double) agreeing / confusion.total(),
        confusion.purity(),
        mean(all, score -> score.of().kind().equals(Optional.of(Kind.THING))),
        mean(all, score -> score.of().kind().equals(Optional.of(Kind.STUFF))),
        confusion.total(),
        all);
  }

  private static OfClass score(
      ConfusionMatrix confusion, PixelClass of, int index, OptionalInt cluster) {
    long labelled = confusion.ofClass(index);
    long predicted = cluster.isPresent() ? confusion.ofCluster(cluster.getAsInt()) : 0;
    long both = truePositives(confusion, index, cluster);
    long either = labelled + predicted - both;
    OptionalDouble iou =
        either == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) both / either);
    return new OfClass(of, labelled, cluster, iou);
  }

  private static long truePositives(ConfusionMatrix confusion, int index, OptionalInt cluster) {
    return cluster.isPresent() ? confusion.count(index, cluster.getAsInt()) : 0;
  }

  private static OptionalDouble mean(List<OfClass> scores, Predicate<OfClass> which) {
    return scores.stream()
        .filter(which)
        .filter(score -> score.iou().isPresent())
        .mapToDouble(score -> score.iou().getAsDouble())
        .average();
  }

  /**
   * How well one class was found.
   *
   * @param of which
   * @param pixels that the labels give it
   * @param cluster that was matched to it; empty if there were fewer clusters than classes
   * @param iou TP / (TP + FP + FN), 0 to 1; empty if the class is absent from labels and prediction
   */
  public record OfClass(
      PixelClass of,
      long pixels,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt cluster,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble iou) {}
}
