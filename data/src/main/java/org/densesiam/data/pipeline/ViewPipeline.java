package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.data.OnCpu;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.data.view.ViewPairConfig;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.data.IgnoreErrorsDataset;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

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
  private final EpochInputs inputs;
  private final Op startIterator;
  private final ViewPairBatch batch;

  /**
   * Adds the pipeline to the graph of {@code tf}, on its CPU.
   *
   * @throws IllegalArgumentException if there are fewer records than a batch takes
   */
  public ViewPipeline(Ops tf, RecordSource source, ViewPairConfig views, PipelineConfig config) {
    checkArgument(
        source.records() >= config.batchSize(),
        "batchSize is %s, but there are only %s records; lower batchSize or give more images",
        config.batchSize(),
        source.records());
    Ops cpu = OnCpu.of(tf);
    ElementSpec batched = ViewFunction.element(views).batched(config.batchSize());
    this.inputs = new EpochInputs(cpu, source.files());
    Operand<? extends TType> decoded = decoded(cpu, source, views, config);
    Operand<? extends TType> batches =
        cpu.data.batchDataset(
            decoded,
            cpu.constant((long) config.batchSize()),
            cpu.constant(true),
            batched.types(),
            batched.shapes());
    Operand<? extends TType> ahead =
        cpu.data.prefetchDataset(
            batches,
            cpu.constant((long) config.prefetchBatches()),
            batched.types(),
            batched.shapes());
    DatasetIterator iterator = DatasetIterator.over(cpu, ahead, batched);
    this.startIterator = iterator.start();
    this.batch = batch(iterator.next(), views.colourPlace());
  }

  /** The next batch, each time it is run. */
  public ViewPairBatch batch() {
    return batch;
  }

  /** Starts, or starts over, at the given epoch and position. */
  public void start(Session session, EpochStart start) {
    inputs.run(session, startIterator, start);
  }

  private Operand<? extends TType> decoded(
      Ops cpu, RecordSource source, ViewPairConfig views, PipelineConfig config) {
    ElementSpec element = ViewFunction.element(views);
    Operand<? extends TType> records =
        RecordOrder.dataset(cpu, inputs, source, config.shuffleBufferRecords());
    int parallelism = config.parallelism().orElse(Runtime.getRuntime().availableProcessors());
    try (ConcreteFunction twoViews = new ViewFunction(source.imageKey(), views).build()) {
      Operand<? extends TType> mapped =
          cpu.data.parallelMapDataset(
              records,
              ImmutableList.of(inputs.drawKey),
              cpu.constant((long) parallelism),
              twoViews,
              element.types(),
              element.shapes(),
              ParallelMapDataset.deterministic("true"));
      return cpu.data.ignoreErrorsDataset(
          mapped, element.types(), element.shapes(), IgnoreErrorsDataset.logWarning(false));
    }
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
