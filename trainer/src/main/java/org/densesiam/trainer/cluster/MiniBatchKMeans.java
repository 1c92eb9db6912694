package org.densesiam.trainer.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;

/**
 * Mini-batch k-means (Sculley, WWW 2010), batch by batch: a centroid moves towards the mean of the
 * batch's points that are nearest to it, by their share of all points that it has had so far. So it
 * stays the mean of those; one without a point in a batch stays where it is.
 *
 * <p>Whose nearest centroid is which is found elsewhere, where the points are.
 */
public final class MiniBatchKMeans {
  private final int channels;
  private final double[] centroids; // [K, C]
  private final double[] counts; // [K]

  /**
   * Centroids to begin with.
   *
   * @param centroids {@code [K, C]}
   * @param counts {@code [K]}: points that each is the mean of
   */
  public MiniBatchKMeans(float[] centroids, float[] counts) {
    checkArgument(
        counts.length >= 1 && centroids.length % counts.length == 0,
        "%s numbers are not %s centroids",
        centroids.length,
        counts.length);
    this.channels = centroids.length / counts.length;
    this.counts = Doubles.toArray(Floats.asList(counts));
    this.centroids = Doubles.toArray(Floats.asList(centroids));
  }

  /**
   * Goes on with a batch.
   *
   * @param sums of the points nearest to each centroid, {@code [K, C]}
   * @param sizes of these clusters in points, {@code [K]}
   */
  public void update(float[] sums, float[] sizes) {
    checkArgument(
        sums.length == centroids.length && sizes.length == counts.length,
        "a batch of %s sums of %s clusters, found %s of %s",
        centroids.length,
        counts.length,
        sums.length,
        sizes.length);
    for (int k = 0; k < counts.length; k++) {
      if (sizes[k] > 0) {
        counts[k] += sizes[k];
        double share = sizes[k] / counts[k];
        for (int c = 0; c < channels; c++) {
          int i = k * channels + c;
          centroids[i] += share * (sums[i] / (double) sizes[k] - centroids[i]);
        }
      }
    }
  }

  /** {@code [K, C]}. */
  public float[] centroids() {
    return Floats.toArray(Doubles.asList(centroids));
  }
}
