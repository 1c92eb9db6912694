package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many pixels of each class went to each cluster; in JSON a row a class.
 *
 * @param classes {@code C}, at least 1
 * @param clusters {@code K}, at least 1
 * @param counts {@code [C, K]}, row by row, 0 or more
 */
public record ConfusionMatrix(int classes, int clusters, ImmutableLongArray counts) {
  public ConfusionMatrix {
    checkArgument(
        classes >= 1 && clusters >= 1,
        "a confusion matrix must have cells: %s x %s",
        classes,
        clusters);
    checkArgument(
        counts.length() == classes * clusters && counts.stream().allMatch(count -> count >= 0),
        "a confusion matrix of %s x %s needs as many counts, none negative: %s",
        classes,
        clusters,
        counts);
  }

  /**
   * A matrix of given counts.
   *
   * @param rows a row a class, all of one length
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ConfusionMatrix of(List<List<Long>> rows) {
    checkArgument(!rows.isEmpty() && !rows.get(0).isEmpty(), "a confusion matrix must have cells");
    int clusters = rows.get(0).size();
    checkArgument(
        rows.stream().allMatch(row -> row.size() == clusters),
        "rows of a confusion matrix must be of one length: %s",
        rows);
    return new ConfusionMatrix(
        rows.size(),
        clusters,
        ImmutableLongArray.copyOf(rows.stream().flatMap(List::stream).mapToLong(Long::longValue)));
  }

  /** Pixels of class {@code classIndex} that were said to be {@code cluster}. */
  public long count(int classIndex, int cluster) {
    checkElementIndex(classIndex, classes, "class");
    checkElementIndex(cluster, clusters, "cluster");
    return counts.get(classIndex * clusters + cluster);
  }

  /** Pixels of a class. */
  public long ofClass(int classIndex) {
    return IntStream.range(0, clusters).mapToLong(cluster -> count(classIndex, cluster)).sum();
  }

  /** Pixels of a cluster. */
  public long ofCluster(int cluster) {
    return IntStream.range(0, classes).mapToLong(each -> count(each, cluster)).sum();
  }

  /**
   * Share of pixels that are of the class which their cluster has most of, 0 to 1; NaN without
   * pixels.
   *
   * <p>Manning, Raghavan, Schuetze, Introduction to Information Retrieval, section 16.3.
   */
  public double purity() {
    long pure =
        IntStream.range(0, clusters)
            .mapToLong(
                k -> IntStream.range(0, classes).mapToLong(c -> count(c, k)).max().orElseThrow())
            .sum();
    return (double) pure / total();
  }

  /** All pixels with a class. */
  public long total() {
    return counts.stream().sum();
  }

  /** A row a class. */
  @JsonValue
  public ImmutableList<ImmutableList<Long>> rows() {
    return IntStream.range(0, classes)
        .mapToObj(each -> row(each).boxed().collect(ImmutableList.toImmutableList()))
        .collect(ImmutableList.toImmutableList());
  }

  private LongStream row(int classIndex) {
    return counts.subArray(classIndex * clusters, (classIndex + 1) * clusters).stream();
  }
}
