package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.trainer.cluster.Lloyd;

/**
 * Finds K clusters of features without a label, by {@link Lloyd} over the whole bank. Channels are
 * brought to mean 0 and deviation 1 first, or the few of large scale would decide alone.
 *
 * @param clusters {@code K}, at least 1
 * @param maxIterations of Lloyd's, at least 1
 * @param seed of the first centres
 */
public record KMeans(int clusters, int maxIterations, long seed) {
  public KMeans {
    checkArgument(clusters >= 1, "clusters must be at least 1: %s", clusters);
    checkArgument(maxIterations >= 1, "maxIterations must be at least 1: %s", maxIterations);
  }

  /**
   * The map from features, as they are, to the nearest centre.
   *
   * @throws IllegalArgumentException if there are fewer features than clusters
   */
  public LinearMap fit(FeatureBank bank) {
    checkArgument(
        bank.size() >= clusters, "%s clusters need as many features: %s", clusters, bank.size());
    ChannelScaling scaling = ChannelScaling.of(bank);
    float[] centres =
        new Lloyd(clusters, maxIterations, seed).fit(bank.scaled(scaling).points()).centres();
    return scaling.before(LinearMap.nearest(centres, bank.channels()));
  }
}
