package org.densesiam.trainer.train;

import java.util.function.BiConsumer;
import org.densesiam.data.OnCpu;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.LabelledBatch;
import org.densesiam.data.pipeline.LabelledViewPipeline;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.pipeline.SyntheticLabels;
import org.densesiam.data.pipeline.SyntheticViews;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.pipeline.ViewPipeline;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.LabelledView;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.picture.LabelledViewPicture;
import org.densesiam.trainer.picture.StepPicture;
import org.densesiam.trainer.picture.ViewPairPicture;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * The batches that one replica trains on: made on the CPU; coloured, normalised and aligned on the
 * training device.
 *
 * @param learned what the network learns from
 * @param position {@code [B]}, of the records in the epoch's order; ascending
 * @param start begins an epoch
 * @param picture of the batch
 * @param waitSeconds scalar, how long the step waited for the batch
 * @param <I> what the network learns from
 */
record StepInput<I>(
    I learned,
    Operand<TInt64> position,
    BiConsumer<Session, EpochStart> start,
    StepPicture picture,
    Operand<TFloat64> waitSeconds) {

  private static final int VIEW_CELL_PX = 160;

  /**
   * Adds the pipeline that reads shards.
   *
   * @param tf where colour and alignment go: its device is the one that trains
   */
  static StepInput<Alignment> ofShards(Ops tf, RecordSource shards, SiameseConfig config) {
    ViewPipeline pipeline = new ViewPipeline(tf, shards, config.views(), config.data());
    return of(tf, pipeline.batch(), pipeline::start, config);
  }

  /** As {@link #ofShards(Ops, RecordSource, SiameseConfig)}, with labels. */
  static StepInput<LabelledView> ofShards(Ops tf, RecordSource shards, FinetuneConfig config) {
    LabelledViewPipeline pipeline =
        new LabelledViewPipeline(tf, shards, config.views(), config.data());
    return of(tf, pipeline.batch(), pipeline::start, config);
  }

  /** Adds views of noise, which never come to an end. */
  static StepInput<Alignment> ofNoise(Ops tf, SiameseConfig config) {
    ViewPairBatch batch =
        SyntheticViews.create(
            tf,
            config.views().colourPlace(),
            config.data().batchSize(),
            config.viewPx(),
            config.run().seed());
    return of(tf, batch, (session, epoch) -> {}, config);
  }

  /** As {@link #ofNoise(Ops, SiameseConfig)}, with labels. */
  static StepInput<LabelledView> ofNoise(Ops tf, FinetuneConfig config) {
    LabelledBatch batch =
        SyntheticLabels.create(
            tf,
            config.data().batchSize(),
            config.viewPx(),
            config.model().outputs(),
            config.run().seed());
    return of(tf, batch, (session, epoch) -> {}, config);
  }

  private static StepInput<Alignment> of(
      Ops tf, ViewPairBatch batch, BiConsumer<Session, EpochStart> start, SiameseConfig config) {
    Twin<View> views = batch.views(tf.withSubScope("colour"), config.colour());
    return new StepInput<>(
        Alignment.of(tf.withSubScope("overlap"), views, config.views().minOverlapArea()),
        batch.position(),
        start,
        new ViewPairPicture(batch, views, config),
        waitSeconds(OnCpu.of(tf), batch.position()));
  }

  private static StepInput<LabelledView> of(
      Ops tf, LabelledBatch batch, BiConsumer<Session, EpochStart> start, FinetuneConfig config) {
    LabelledView view = batch.view(tf.withSubScope("colour"), config.colour());
    return new StepInput<>(
        view,
        batch.position(),
        start,
        new LabelledViewPicture(view, config, VIEW_CELL_PX, LabelledViewPicture.MAX_VIEWS),
        waitSeconds(OnCpu.of(tf), batch.position()));
  }

  /** A clock read at the start of the step, and once more when the batch is there. */
  private static Operand<TFloat64> waitSeconds(Ops cpu, Operand<TInt64> position) {
    Operand<TFloat64> start = cpu.timestamp();
    Operand<TFloat64> ready = cpu.withControlDependencyOps(position.op()).timestamp();
    // A batch that is there already may be seen before the clock is read.
    return cpu.math.maximum(cpu.math.sub(ready, start), cpu.constant(0.0));
  }
}
