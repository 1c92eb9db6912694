package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkNotNull;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.SquareViewConfig;
import org.densesiam.model.UnsupervisedNetworkConfig;

/**
 * Everything that decides what a segmentation run does, besides the data and the weights that it
 * starts from.
 *
 * @param data how records become batches
 * @param views how two views are cut out of an image
 * @param colour what is done to the colours of a view
 * @param model method, network and losses
 * @param optimizer how weights follow gradients
 * @param evaluation how the network is judged
 * @param run how long, and what is left behind
 */
public record SegmentConfig(
    PipelineConfig data,
    SquareViewConfig views,
    ColourConfig colour,
    UnsupervisedNetworkConfig model,
    OptimizerConfig optimizer,
    EvaluationConfig evaluation,
    RunConfig run)
    implements SiameseConfig, SegmenterConfig {

  public SegmentConfig {
    checkNotNull(data, "data");
    checkNotNull(views, "views");
    checkNotNull(colour, "colour");
    checkNotNull(model, "model");
    checkNotNull(optimizer, "optimizer");
    checkNotNull(evaluation, "evaluation");
    checkNotNull(run, "run");
    SegmenterConfig.checkViewPx(views.sizePx());
    optimizer.checkFits(run);
  }

  /** The same of another model. */
  public SegmentConfig withModel(UnsupervisedNetworkConfig other) {
    return new SegmentConfig(data, views, colour, other, optimizer, evaluation, run);
  }

  @Override
  public SegmentConfig withSeed(long seed) {
    return new SegmentConfig(data, views, colour, model, optimizer, evaluation, run.withSeed(seed));
  }

  @Override
  public Job job() {
    return Job.SEGMENT;
  }
}
