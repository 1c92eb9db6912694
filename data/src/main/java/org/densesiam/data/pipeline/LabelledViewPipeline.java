package org.densesiam.data.pipeline;

import java.util.List;
import org.densesiam.data.view.LabelledViewConfig;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Shards with label maps to batches of views with labels; in all else as {@link ViewPipeline}. A
 * record without a label map counts as one that cannot be decoded.
 */
public final class LabelledViewPipeline {
  private final EpochPipeline epochs;
  private final LabelledBatch batch;

  /**
   * Adds the pipeline to the graph of {@code tf}, on its CPU.
   *
   * @throws IllegalArgumentException if there are fewer records than a batch takes
   */
  public LabelledViewPipeline(
      Ops tf, RecordSource source, LabelledViewConfig views, PipelineConfig config) {
    try (ConcreteFunction view = new LabelledViewFunction(source.imageKey(), views).build()) {
      this.epochs =
          new EpochPipeline(
              tf, source, LabelledViewFunction.element(views.sizePx()), view, config);
    }
    this.batch = batch(epochs.next());
  }

  /** The next batch, each time it is run. */
  public LabelledBatch batch() {
    return batch;
  }

  /** Starts, or starts over, at the given epoch and position. */
  public void start(Session session, EpochStart start) {
    epochs.start(session, start);
  }

  private static LabelledBatch batch(List<Output<?>> components) {
    return new LabelledBatch(
        components.get(0).expect(TUint8.class),
        components.get(1).expect(TUint8.class),
        components.get(2).expect(TFloat32.class),
        components.get(3).expect(TInt64.class));
  }
}
