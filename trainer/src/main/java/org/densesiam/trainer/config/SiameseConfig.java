package org.densesiam.trainer.config;

import org.densesiam.data.view.ViewPairConfig;
import org.densesiam.model.SiameseNetworkConfig;

/** The configuration of a job that learns from two views of each image. */
public sealed interface SiameseConfig extends TrainingConfig permits PretrainConfig, SegmentConfig {

  /** How two views are cut out of an image. */
  ViewPairConfig views();

  @Override
  default int viewPx() {
    return views().sizePx();
  }

  @Override
  default int viewsPerImage() {
    return 2;
  }

  @Override
  SiameseNetworkConfig model();
}
