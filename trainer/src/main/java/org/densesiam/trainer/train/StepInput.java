package org.densesiam.trainer.train;

import java.util.function.BiConsumer;
import org.densesiam.data.OnCpu;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.pipeline.SyntheticViews;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.pipeline.ViewPipeline;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.trainer.config.TrainingConfig;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * The batches of view pairs that one replica trains on: made on the CPU; coloured, normalised and
 * aligned on the training device.
 *
 * @param batch the next one as it leaves the CPU, each time it is run
 * @param start begins an epoch
 * @param alignment views and what they share
 * @param waitSeconds scalar, how long the step waited for the batch
 */
record StepInput(
    ViewPairBatch batch,
    BiConsumer<Session, EpochStart> start,
    Alignment alignment,
    Operand<TFloat64> waitSeconds) {

  /**
   * Adds the pipeline that reads shards.
   *
   * @param tf where colour and alignment go: its device is the one that trains
   */
  static StepInput ofShards(Ops tf, RecordSource shards, TrainingConfig config) {
    ViewPipeline pipeline = new ViewPipeline(tf, shards, config.views(), config.data());
    return of(tf, pipeline.batch(), pipeline::start, config);
  }

  /** Adds views of noise, which never come to an end. */
  static StepInput ofNoise(Ops tf, TrainingConfig config) {
    ViewPairBatch batch =
        SyntheticViews.create(
            tf,
            config.views().colourPlace(),
            config.data().batchSize(),
            config.views().sizePx(),
            config.run().seed());
    return of(tf, batch, (session, epoch) -> {}, config);
  }

  private static StepInput of(
      Ops tf, ViewPairBatch batch, BiConsumer<Session, EpochStart> start, TrainingConfig config) {
    Twin<View> views = batch.views(tf.withSubScope("colour"), config.colour());
    return new StepInput(
        batch,
        start,
        Alignment.of(tf.withSubScope("overlap"), views, config.views().minOverlapArea()),
        waitSeconds(OnCpu.of(tf), batch));
  }

  /** A clock read at the start of the step, and once more when the batch is there. */
  private static Operand<TFloat64> waitSeconds(Ops cpu, ViewPairBatch batch) {
    Operand<TFloat64> start = cpu.timestamp();
    Operand<TFloat64> ready = cpu.withControlDependencyOps(batch.position().op()).timestamp();
    // A batch that is there already may be seen before the clock is read.
    return cpu.math.maximum(cpu.math.sub(ready, start), cpu.constant(0.0));
  }
}
