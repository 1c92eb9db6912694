package org.densesiam.trainer.config;

import org.densesiam.model.PicieConfig;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.UnsupervisedNetworkConfig;

/** How segmentation without labels is learned: key {@code model.variant} of its configuration. */
public enum SegmentMethod {
  /** Zhang et al., ECCV 2022, arXiv 2203.11075. */
  DENSESIAM("model.categories.count") {
    @Override
    UnsupervisedNetworkConfig of(UnsupervisedNetworkConfig given) {
      if (given instanceof SegmentationNetworkConfig) {
        return given;
      }
      throw new IllegalArgumentException(
          "--method densesiam needs a preset of densesiam: this one has the keys of picie");
    }
  },
  /** Cho et al., CVPR 2021, arXiv 2103.17070. */
  PICIE("model.clusters") {
    @Override
    UnsupervisedNetworkConfig of(UnsupervisedNetworkConfig given) {
      return given instanceof SegmentationNetworkConfig other ? PicieConfig.like(other) : given;
    }
  };

  private final String clustersKey;

  SegmentMethod(String clustersKey) {
    this.clustersKey = clustersKey;
  }

  /** The method of a configuration. */
  public static SegmentMethod behind(SegmentConfig config) {
    return config.model() instanceof PicieConfig ? PICIE : DENSESIAM;
  }

  /** The key of how many clusters the network tells apart. */
  public String clustersKey() {
    return clustersKey;
  }

  /**
   * This method on the network of another.
   *
   * @throws IllegalArgumentException if that says too little
   */
  abstract UnsupervisedNetworkConfig of(UnsupervisedNetworkConfig given);

  /** The same configuration with this method; what the methods do not share is the method's own. */
  public SegmentConfig of(SegmentConfig config) {
    return config.withModel(of(config.model()));
  }

  /** As in configurations and on the command line. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
