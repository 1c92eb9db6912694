package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ClusterBalance;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * PiCIE (Cho, Mall, Bala and Hariharan, CVPR 2021, arXiv 2103.17070): unsupervised segmentation by
 * clustering, on the backbone and decoder that {@link SegmentationNetworkConfig} has.
 *
 * @param precision what convolutions and matrix products compute in
 * @param decoderChannels of the dense map, which are the features that are clustered; 128 in the
 *     released code
 * @param clusters {@code K} of each view's clustering, at least 2
 * @param withinWeight of the within-view loss in the total, at least 0; 0.5 in the released code
 * @param crossWeight of the cross-view loss in the total, at least 0; 0.5 in the released code
 * @param clusterBalance what a point weighs in the losses
 * @param kMeans how clusters are found before each epoch
 */
@ConfigName("picie")
public record PicieConfig(
    BackboneConfig backbone,
    Precision precision,
    int decoderChannels,
    int clusters,
    double withinWeight,
    double crossWeight,
    ClusterBalance clusterBalance,
    KMeans kMeans)
    implements UnsupervisedNetworkConfig {

  /**
   * How clusters are found before each epoch: k-means over the points of the first batches, then
   * mini-batch updates (Sculley, WWW 2010) over the others.
   *
   * @param initialBatches whose points k-means begins with, at least 1; 20 of 256 images in the
   *     released code
   * @param iterations of that k-means at most, at least 1; 20 in the released code
   * @param batches that are looked at in all, at least {@code initialBatches}; left out, all of the
   *     epoch, as in the released code
   */
  public record KMeans(int initialBatches, int iterations, Optional<Integer> batches) {
    public KMeans {
      checkArgument(initialBatches >= 1, "initialBatches must be at least 1: %s", initialBatches);
      checkArgument(iterations >= 1, "iterations must be at least 1: %s", iterations);
      batches.ifPresent(
          all ->
              checkArgument(
                  all >= initialBatches,
                  "batches must be at least initialBatches, %s: %s",
                  initialBatches,
                  all));
    }
  }

  public PicieConfig {
    checkNotNull(backbone, "backbone");
    checkNotNull(precision, "precision");
    checkArgument(decoderChannels >= 1, "decoderChannels must be at least 1: %s", decoderChannels);
    checkArgument(clusters >= 2, "clusters must be at least 2: %s", clusters);
    checkWeight("withinWeight", withinWeight);
    checkWeight("crossWeight", crossWeight);
    checkArgument(
        withinWeight + crossWeight > 0, "withinWeight or crossWeight must be above 0: both are 0");
    checkNotNull(clusterBalance, "clusterBalance");
    checkNotNull(kMeans, "kMeans");
  }

  private static void checkWeight(String name, double weight) {
    checkArgument(
        weight >= 0 && Double.isFinite(weight), "%s must be at least 0: %s", name, weight);
  }

  /** The released code's method on the network of another, with as many clusters. */
  public static PicieConfig like(SegmentationNetworkConfig other) {
    return new PicieConfig(
        other.backbone(),
        other.precision(),
        other.decoderChannels(),
        other.categories().count(),
        0.5,
        0.5,
        ClusterBalance.FREQUENCY,
        new KMeans(20, 20, Optional.empty()));
  }

  @Override
  public double weight(LossTerm term) {
    return switch (term) {
      case WITHIN_VIEW -> withinWeight;
      case CROSS_VIEW -> crossWeight;
      case IMAGE, PIXEL, OVERCLUSTERING, REGION, PSEUDO_LABEL, LABELS -> 0;
    };
  }

  @Override
  public int outputs() {
    return clusters;
  }

  @Override
  public PicieNetwork build(ModelScope scope) {
    return new PicieNetwork(scope, this);
  }
}
