package org.densesiam.trainer.config;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.SquareViewConfig;
import org.densesiam.model.UnsupervisedNetworkConfig;

/**
 * Everything that decides what a segmentation run does, besides the data and the weights that it
 * starts from.
 */
public record SegmentConfig(
    @Key("how records become batches") PipelineConfig data,
    @Key("how two views are cut out of an image") SquareViewConfig views,
    @Key("what is done to the colours of a view") ColourConfig colour,
    @Key("method, network and losses") UnsupervisedNetworkConfig model,
    @Key("how weights follow gradients") OptimizerConfig optimizer,
    @Key("how the network is judged") EvaluationConfig evaluation,
    @Key("how long, and what is left behind") RunConfig run)
    implements SiameseConfig, SegmenterConfig {

  public SegmentConfig {
    KeyRange.check(SegmentConfig.class, data, views, colour, model, optimizer, evaluation, run);
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
