package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.densesiam.data.OnCpu;
import org.densesiam.data.shard.ShardSet;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Shards to batches of whole images with their labels, in stored order, each once, the last batch
 * as small as it comes. The released code's preparation: the shorter side is resized to {@code P},
 * the image bilinearly with antialiasing, labels to the nearest pixel; then the middle {@code P x
 * P} is cut out.
 *
 * <p>Add it to a graph, {@link #start} it in a session, then run what depends on {@link #batch}
 * until {@link org.tensorflow.exceptions.TFOutOfRangeException}. Start it again to begin anew.
 * Records that cannot be decoded are left out, as {@link Batch#position} shows.
 */
public final class EvaluationPipeline {
  /** Sizes that every stage of a network halves without a remainder. */
  private static final int SIZE_STEP_PX = 32;

  private static final long PREFETCH_BATCHES = 1;

  private final Op startIterator;
  private final Batch batch;

  /**
   * Adds the pipeline to the graph of {@code tf}, on its CPU.
   *
   * @param sizePx {@code P}, a multiple of 32
   * @param batchSize {@code B} of all batches but the last, at least 1
   */
  public EvaluationPipeline(Ops tf, ShardSet shards, int sizePx, int batchSize) {
    checkArgument(
        sizePx > 0 && sizePx % SIZE_STEP_PX == 0,
        "the size of evaluation must be a multiple of %s px: %s",
        SIZE_STEP_PX,
        sizePx);
    checkArgument(batchSize >= 1, "batchSize must be at least 1: %s", batchSize);
    Ops cpu = OnCpu.of(tf);
    ElementSpec batched = EvaluationFunction.element(sizePx).batched(-1);
    Operand<? extends TType> batches =
        cpu.data.batchDataset(
            decoded(cpu, shards, sizePx),
            cpu.constant((long) batchSize),
            cpu.constant(false),
            batched.types(),
            batched.shapes());
    Operand<? extends TType> ahead =
        cpu.data.prefetchDataset(
            batches, cpu.constant(PREFETCH_BATCHES), batched.types(), batched.shapes());
    DatasetIterator iterator = DatasetIterator.over(cpu, ahead, batched);
    this.startIterator = iterator.start();
    this.batch = batch(cpu, iterator.next());
  }

  private static Operand<? extends TType> decoded(Ops cpu, ShardSet shards, int sizePx) {
    ElementSpec element = EvaluationFunction.element(sizePx);
    Operand<? extends TType> records = RecordOrder.stored(cpu, RecordSource.of(shards));
    boolean labelled = shards.pixelClasses().isPresent();
    try (ConcreteFunction function =
        new EvaluationFunction(shards.imageKey(), labelled, sizePx).build()) {
      return DecodedRecords.dataset(
          cpu,
          records,
          ImmutableList.of(),
          Runtime.getRuntime().availableProcessors(),
          function,
          element);
    }
  }

  private static Batch batch(Ops cpu, List<Output<?>> components) {
    return new Batch(
        components.get(0).expect(TUint8.class),
        cpu.dtypes.cast(components.get(1).expect(TUint8.class), TInt32.class),
        components.get(2).expect(TInt64.class),
        components.get(3).expect(TInt64.class));
  }

  /** The next batch, each time it is run. */
  public Batch batch() {
    return batch;
  }

  /** Starts, or starts over, with the first record. */
  public void start(Session session) {
    session.runner().addTarget(startIterator).run().close();
  }

  /**
   * Whole images and what is known of them, for judging a network; never for training one without
   * labels.
   *
   * @param images {@code [B, P, P, 3]}, red, green, blue in 0..255
   * @param labels {@code [B, P, P]}, the number of each pixel's class, or 255 where it is to be
   *     ignored; 255 everywhere if the shards have no label maps
   * @param imageLabel {@code [B]}, the number of the image's class, or -1 if its record has none
   * @param position {@code [B]}, index of the record in stored order, from 0; ascending. A number
   *     left out is a record that could not be decoded
   */
  public record Batch(
      Operand<TUint8> images,
      Operand<TInt32> labels,
      Operand<TInt64> imageLabel,
      Operand<TInt64> position) {}
}
