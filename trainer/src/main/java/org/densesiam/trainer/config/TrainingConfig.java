package org.densesiam.trainer.config;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.model.NetworkConfig;

/**
 * Everything that decides what a training run does, besides the data itself. Two runs of equal
 * configuration on equal shards and an equal machine give equal weights.
 */
public sealed interface TrainingConfig permits SiameseConfig, SegmenterConfig {

  /** What the run trains for. */
  Job job();

  /** How records become batches. */
  PipelineConfig data();

  /** Side of the square views, in pixels. */
  int viewPx();

  /** Views that a step makes of each image. */
  int viewsPerImage();

  /** What is done to the colours of a view. */
  ColourConfig colour();

  /** Network and losses. */
  NetworkConfig<?> model();

  /** How weights follow gradients. */
  OptimizerConfig optimizer();

  /** How long, and what is left behind. */
  RunConfig run();

  /** The learning rate where the schedule starts. */
  default double initialLearningRate() {
    return optimizer().initialLearningRate(data().batchSize());
  }
}
