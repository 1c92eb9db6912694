package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.pipeline.PipelineConfig;
import org.densesiam.data.view.LabelledViewConfig;
import org.densesiam.model.SupervisedNetworkConfig;

/**
 * Everything that decides what a run of supervised segmentation does, besides the data, which of
 * its labels are used, and the weights that it starts from.
 *
 * @param data how records become batches
 * @param views how a view and its labels are cut out of an image
 * @param colour what is done to the colours of a view
 * @param model network and classes
 * @param optimizer how weights follow gradients
 * @param evaluation how the network is judged
 * @param run how long, and what is left behind
 */
public record FinetuneConfig(
    PipelineConfig data,
    LabelledViewConfig views,
    ColourConfig colour,
    SupervisedNetworkConfig model,
    OptimizerConfig optimizer,
    EvaluationConfig evaluation,
    RunConfig run)
    implements SegmenterConfig {

  public FinetuneConfig {
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
