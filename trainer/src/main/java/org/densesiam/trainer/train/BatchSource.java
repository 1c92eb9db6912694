package org.densesiam.trainer.train;

import java.util.function.BiConsumer;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.pipeline.SyntheticViews;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.pipeline.ViewPipeline;
import org.densesiam.trainer.config.TrainingConfig;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Where a session's batches come from.
 *
 * @param batch the next one, each time it is run
 * @param start begins an epoch
 */
record BatchSource(ViewPairBatch batch, BiConsumer<Session, EpochStart> start) {

  /** Adds the pipeline that reads shards. */
  static BatchSource shards(Ops tf, RecordSource shards, TrainingConfig config) {
    ViewPipeline pipeline = new ViewPipeline(tf, shards, config.views(), config.data());
    return new BatchSource(pipeline.batch(), pipeline::start);
  }

  /** Adds views of noise, which never come to an end. */
  static BatchSource noise(Ops tf, TrainingConfig config) {
    ViewPairBatch batch =
        SyntheticViews.create(
            tf, config.data().batchSize(), config.views().sizePx(), config.run().seed());
    return new BatchSource(batch, (session, epoch) -> {});
  }
}
