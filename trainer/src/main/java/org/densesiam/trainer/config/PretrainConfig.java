package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkNotNull;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.ViewConfig;
import org.densesiam.model.DenseSiamConfig;

/**
 * Everything that decides what a pre-training run does, besides the data itself. Two runs of equal
 * configuration on equal shards and an equal machine give equal weights.
 *
 * @param data how records become batches
 * @param views how two views are cut out of an image
 * @param colour what is done to the colours of a view
 * @param model network and losses
 * @param optimizer how weights follow gradients
 * @param run how long, and what is left behind
 */
public record PretrainConfig(
    PipelineConfig data,
    ViewConfig views,
    ColourConfig colour,
    DenseSiamConfig model,
    OptimizerConfig optimizer,
    RunConfig run)
    implements SiameseConfig {

  public PretrainConfig {
    checkNotNull(data, "data");
    checkNotNull(views, "views");
    checkNotNull(colour, "colour");
    checkNotNull(model, "model");
    checkNotNull(optimizer, "optimizer");
    checkNotNull(run, "run");
    optimizer.checkFits(run);
  }

  /** The same with other batches. */
  public PretrainConfig withData(PipelineConfig other) {
    return new PretrainConfig(other, views, colour, model, optimizer, run);
  }

  @Override
  public Job job() {
    return Job.PRETRAIN;
  }
}
