package org.densesiam.data.pipeline;

import java.util.List;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.data.view.ViewPairConfig;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Shards to batches of two views, on the CPU, by TensorFlow's own threads and ahead of the training
 * step.
 *
 * <p>Add it to a graph, {@link #start} it in a session, then run what depends on {@link #batch}
 * until {@link org.tensorflow.exceptions.TFOutOfRangeException} says that the epoch is over. A last
 * batch that is not full is left out. Start it again for the next epoch, or, with the position
 * after the last one used, to go on in the middle of one: the batches are then bit for bit those of
 * the unbroken epoch, whatever the parallelism.
 *
 * <p>Records that cannot be decoded are left out, and the order of the others stays. Positions tell
 * how many: after {@code n} images delivered since position {@code p}, up to position {@code q},
 * {@code q + 1 - p - n} records were left out. A shard that breaks during a run, though verified
 * before ({@code ShardSet.verify}), ends early and without an error: an epoch then lacks {@code
 * batchSize} records or more of {@link RecordSource#records}, where a last batch that is not full
 * explains fewer.
 */
public final class ViewPipeline {
  private final EpochPipeline epochs;
  private final ViewPairBatch batch;

  /**
   * Adds the pipeline to the graph of {@code tf}, on its CPU.
   *
   * @throws IllegalArgumentException if there are fewer records than a batch takes
   */
  public ViewPipeline(Ops tf, RecordSource source, ViewPairConfig views, PipelineConfig config) {
    try (ConcreteFunction twoViews = new ViewFunction(source.imageKey(), views).build()) {
      this.epochs = new EpochPipeline(tf, source, ViewFunction.element(views), twoViews, config);
    }
    this.batch = batch(epochs.next(), views.colourPlace());
  }

  /** The next batch, each time it is run. */
  public ViewPairBatch batch() {
    return batch;
  }

  /** Starts, or starts over, at the given epoch and position. */
  public void start(Session session, EpochStart start) {
    epochs.start(session, start);
  }

  private static ViewPairBatch batch(List<Output<?>> components, ColourPlace colourPlace) {
    int pictures =
        switch (colourPlace) {
          case VIEW -> 2;
          case SQUARE -> 1;
        };
    List<Output<?>> others = components.subList(pictures, components.size());
    return new ViewPairBatch(
        colourPlace,
        components.get(0).expect(TUint8.class),
        components.get(pictures - 1).expect(TUint8.class),
        others.get(0).expect(TFloat32.class),
        others.get(1).expect(TFloat32.class),
        others.get(2).expect(TBool.class),
        others.get(3).expect(TBool.class),
        others.get(4).expect(TFloat32.class),
        others.get(5).expect(TInt64.class));
  }
}
