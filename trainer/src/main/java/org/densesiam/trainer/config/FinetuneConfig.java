package org.densesiam.trainer.config;

import com.google.common.collect.ImmutableList;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.LabelledViewConfig;
import org.densesiam.model.SupervisedNetworkConfig;

/**
 * Everything that decides what a run of supervised segmentation does, besides the data, which of
 * its labels are used, and the weights that it starts from.
 */
public record FinetuneConfig(
    @Key("how records become batches") PipelineConfig data,
    @Key("how a view and its labels are cut out of an image") LabelledViewConfig views,
    @Key("what is done to the colours of a view") ColourConfig colour,
    @Key("network and classes") SupervisedNetworkConfig model,
    @Key("how weights follow gradients") OptimizerConfig optimizer,
    @Key("how the network is judged") EvaluationConfig evaluation,
    @Key("how long, and what is left behind") RunConfig run)
    implements SegmenterConfig {

  public FinetuneConfig {
    KeyRange.check(FinetuneConfig.class, data, views, colour, model, optimizer, evaluation, run);
    SegmenterConfig.checkViewPx(views.sizePx());
    optimizer.checkFits(run);
  }

  /** The same for these classes. */
  public FinetuneConfig withClasses(ImmutableList<String> names) {
    return new FinetuneConfig(
        data, views, colour, model.withClasses(names), optimizer, evaluation, run);
  }

  @Override
  public FinetuneConfig withSeed(long seed) {
    return new FinetuneConfig(
        data, views, colour, model, optimizer, evaluation, run.withSeed(seed));
  }

  @Override
  public int viewPx() {
    return views.sizePx();
  }

  @Override
  public int viewsPerImage() {
    return 1;
  }

  @Override
  public Job job() {
    return Job.FINETUNE;
  }
}
