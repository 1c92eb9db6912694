package org.densesiam.trainer.config;

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
}
