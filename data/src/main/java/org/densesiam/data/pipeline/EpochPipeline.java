package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.densesiam.data.OnCpu;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * Shards to batches in the order of an epoch, on the CPU, by TensorFlow's own threads and ahead of
 * the training step, whatever a record becomes. {@link ViewPipeline} says what it promises.
 */
final class EpochPipeline {
  private final EpochInputs inputs;
  private final DatasetIterator iterator;

  /**
   * Adds the pipeline to the graph of {@code tf}, on its CPU.
   *
   * @param element what {@code function} makes of (position, record, draw key)
   * @throws IllegalArgumentException if there are fewer records than a batch takes
   */
  EpochPipeline(
      Ops tf,
      RecordSource source,
      ElementSpec element,
      ConcreteFunction function,
      PipelineConfig config) {
    checkArgument(
        source.records() >= config.batchSize(),
        "batchSize is %s, but there are only %s records; lower batchSize or give more images",
        config.batchSize(),
        source.records());
    Ops cpu = OnCpu.of(tf);
    ElementSpec batched = element.batched(config.batchSize());
    this.inputs = new EpochInputs(cpu, source.files());
    Operand<? extends TType> batches =
        cpu.data.batchDataset(
            DecodedRecords.dataset(
                cpu,
                RecordOrder.dataset(cpu, inputs, source, config.shuffleBufferRecords()),
                ImmutableList.of(inputs.drawKey),
                config.parallelism().orElse(Runtime.getRuntime().availableProcessors()),
                function,
                element),
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
    this.iterator = DatasetIterator.over(cpu, ahead, batched);
  }

  /** The components of the next batch, each time they are run. */
  ImmutableList<Output<?>> next() {
    return iterator.next();
  }

  /** Starts, or starts over, at the given epoch and position. */
  void start(Session session, EpochStart start) {
    inputs.run(session, iterator.start(), start);
  }
}
