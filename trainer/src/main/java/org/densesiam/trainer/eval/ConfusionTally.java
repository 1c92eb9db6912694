package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.primitives.ImmutableLongArray;
import org.densesiam.data.record.PixelClass;

/** Counts a {@link ConfusionMatrix}, batch by batch. Not thread-safe. */
public final class ConfusionTally {
  private final int classes;
  private final int clusters;
  private final long[] counts; // [C, K]

  /**
   * An empty one.
   *
   * @param classes {@code C}, at least 1
   * @param clusters {@code K}, at least 1
   */
  public ConfusionTally(int classes, int clusters) {
    checkArgument(classes >= 1, "there must be a class: %s", classes);
    checkArgument(clusters >= 1, "there must be a cluster: %s", clusters);
    this.classes = classes;
    this.clusters = clusters;
    this.counts = new long[Math.multiplyExact(classes, clusters)];
  }

  /**
   * Counts pixels.
   *
   * @param labels of each pixel, 0 to C - 1, or 255 to be left out
   * @param predicted cluster of each pixel, 0 to K - 1
   * @throws IllegalArgumentException if there are not as many of both
   * @throws IllegalStateException if one is out of range
   */
  public void add(int[] labels, int[] predicted) {
    checkArgument(
        labels.length == predicted.length,
        "there must be a prediction for every pixel: %s labels, %s predictions",
        labels.length,
        predicted.length);
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (label != PixelClass.IGNORED) {
        int cluster = predicted[i];
        checkState(label >= 0 && label < classes, "label %s of %s classes", label, classes);
        checkState(
            cluster >= 0 && cluster < clusters, "cluster %s of %s clusters", cluster, clusters);
        counts[label * clusters + cluster]++;
      }
    }
  }

  /** What was counted so far. */
  public ConfusionMatrix matrix() {
    return new ConfusionMatrix(classes, clusters, ImmutableLongArray.copyOf(counts));
  }
}
