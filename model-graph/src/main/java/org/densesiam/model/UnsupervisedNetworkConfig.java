package org.densesiam.model;

import org.densesiam.data.view.Alignment;
import org.densesiam.model.scope.ModelScope;

/** A method of learning to segment without labels, from two views of each image. */
public sealed interface UnsupervisedNetworkConfig
    extends SiameseNetworkConfig, SegmentingNetworkConfig<Alignment>
    permits SegmentationNetworkConfig, PicieConfig {

  /** What the method builds. */
  interface Network extends SiameseNetwork, SegmentingNetwork<Alignment> {}

  @Override
  Network build(ModelScope scope);
}
