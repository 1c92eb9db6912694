package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.model.SegmentingNetworkConfig;

/** The configuration of a job that trains a segmenter, with labels or without. */
public sealed interface SegmenterConfig extends TrainingConfig
    permits SegmentConfig, FinetuneConfig {

  @Override
  SegmentingNetworkConfig<?> model();

  /** How the network is judged. */
  EvaluationConfig evaluation();

  /** The same with another seed. */
  SegmenterConfig withSeed(long seed);

  /** Fails if views do not divide into the cells of the dense map. */
  static void checkViewPx(int sizePx) {
    checkArgument(
        sizePx % 4 == 0,
        "views.sizePx must be a multiple of 4, the stride of the dense map: %s",
        sizePx);
  }
}
