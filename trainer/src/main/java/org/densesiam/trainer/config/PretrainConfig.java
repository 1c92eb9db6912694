package org.densesiam.trainer.config;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.ViewConfig;
import org.densesiam.model.DenseSiamConfig;

/**
 * Everything that decides what a pre-training run does, besides the data itself. Two runs of equal
 * configuration on equal shards and an equal machine give equal weights.
 */
public record PretrainConfig(
    @Key("how records become batches") PipelineConfig data,
    @Key("how two views are cut out of an image") ViewConfig views,
    @Key("what is done to the colours of a view") ColourConfig colour,
    @Key("network and losses") DenseSiamConfig model,
    @Key("how weights follow gradients") OptimizerConfig optimizer,
    @Key("how long, and what is left behind") RunConfig run)
    implements SiameseConfig {

  public PretrainConfig {
    KeyRange.check(PretrainConfig.class, data, views, colour, model, optimizer, run);
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
