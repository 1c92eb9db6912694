package org.densesiam.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.loss.ClusterBalance;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;

/**
 * PiCIE (Cho, Mall, Bala and Hariharan, CVPR 2021, arXiv 2103.17070): unsupervised segmentation by
 * clustering, on the backbone and decoder that {@link SegmentationNetworkConfig} has.
 */
@ConfigName("picie")
public record PicieConfig(
    @Key("which residual network") BackboneConfig backbone,
    @Key(
            "what convolutions and matrix products compute in; bf16 on a GPU, or a CPU with"
                + " avx512_bf16 or amx_bf16")
        Precision precision,
    @Key(
            value =
                "of the dense map, which are the features that are clustered; 128 in the released"
                    + " code",
            range = "[1, )")
        int decoderChannels,
    @Key(value = "of each view's clustering, K", range = "[2, )") int clusters,
    @Key(
            value = "of the within-view loss in the total, 0.5 in the released code; 0 is off",
            range = "[0, )")
        double withinWeight,
    @Key(
            value = "of the cross-view loss in the total, 0.5 in the released code; 0 is off",
            range = "[0, )")
        double crossWeight,
    @Key("what a point weighs in the losses") ClusterBalance clusterBalance,
    @Key("how clusters are found before each epoch") KMeans kMeans)
    implements UnsupervisedNetworkConfig {

  /**
   * How clusters are found before each epoch: k-means over the points of the first batches, then
   * mini-batch updates (Sculley, WWW 2010) over the others.
   */
  public record KMeans(
      @Key(
              value =
                  "whose points k-means begins with; 20 of 256 images each in the released code",
              range = "[1, )")
          int initialBatches,
      @Key(value = "of that k-means at most; 20 in the released code", range = "[1, )")
          int iterations,
      @Key(
              value = "that are looked at in all, at least initialBatches",
              range = "[1, )",
              absent = "all of the epoch, as in the released code")
          Optional<Integer> batches) {
    public KMeans {
      KeyRange.check(KMeans.class, initialBatches, iterations, batches);
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
    KeyRange.check(
        PicieConfig.class,
        backbone,
        precision,
        decoderChannels,
        clusters,
        withinWeight,
        crossWeight,
        clusterBalance,
        kMeans);
    checkArgument(
        withinWeight + crossWeight > 0, "withinWeight or crossWeight must be above 0: both are 0");
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
