package org.densesiam.trainer.eval;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.densesiam.data.pipeline.EvaluationPipeline;
import org.densesiam.data.shard.ShardSet;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * The images of a set with their labels, batch by batch, in stored order, as often as one likes.
 * Owns the graph and session of its {@link EvaluationPipeline}.
 */
public final class LabelledImages implements AutoCloseable {
  private final ShardSet shards;
  private final int sizePx;
  private final Graph graph = new Graph();
  private final Session session;
  private final EvaluationPipeline pipeline;

  /**
   * Those of {@code shards}.
   *
   * @param sizePx {@code P}, a multiple of 32
   * @param batchSize {@code B} of all batches but the last
   */
  public LabelledImages(ShardSet shards, int sizePx, int batchSize) {
    this.shards = shards;
    this.sizePx = sizePx;
    this.pipeline = new EvaluationPipeline(Ops.create(graph), shards, sizePx, batchSize);
    this.session = new Session(graph);
  }

  /** Some images; valid only while it is handed out. */
  public static final class Batch {
    private final TUint8 images;
    private final int[] labels;
    private final long[] imageLabels;
    private final long[] positions;

    private Batch(Result result) {
      this.images = (TUint8) result.get(0);
      this.labels = Tensors.ints((TInt32) result.get(1));
      this.imageLabels = Tensors.longs((TInt64) result.get(2));
      this.positions = Tensors.longs((TInt64) result.get(3));
    }

    /** {@code [B, P, P, 3]}, red, green, blue in 0..255; not the receiver's to close. */
    public TUint8 images() {
      return images;
    }

    /** {@code [B, P, P]}: the class of each pixel, or 255; not a copy. */
    public int[] labels() {
      return labels;
    }

    /** The class of image {@code index}, or -1. */
    public long imageLabel(int index) {
      return imageLabels[index];
    }

    /** Index of image {@code index} of the batch among all records. */
    public long position(int index) {
      return positions[index];
    }

    /** {@code B}. */
    public int size() {
      return positions.length;
    }
  }

  /**
   * Hands out every batch.
   *
   * @return how many images there were: fewer than records if some cannot be decoded
   * @throws IllegalArgumentException if none can
   */
  public long forEach(Consumer<Batch> receiver) {
    return forEachWhile(
        batch -> {
          receiver.accept(batch);
          return true;
        });
  }

  /** As {@link #forEach}, but stops when the receiver answers false. */
  public long forEachWhile(Predicate<Batch> receiver) {
    pipeline.start(session);
    long images = 0;
    boolean goOn = true;
    while (goOn) {
      try (Result result = next()) {
        Batch batch = new Batch(result);
        images += batch.size();
        goOn = receiver.test(batch);
      } catch (TFOutOfRangeException end) {
        goOn = false;
      }
    }
    checkArgument(
        images > 0,
        "None of the %s records from %s on can be decoded; import the images again",
        shards.records(),
        shards.files().get(0));
    return images;
  }

  private Result next() {
    EvaluationPipeline.Batch batch = pipeline.batch();
    return session
        .runner()
        .fetch(batch.images())
        .fetch(batch.labels())
        .fetch(batch.imageLabel())
        .fetch(batch.position())
        .run();
  }

  /** Where they come from. */
  public ShardSet shards() {
    return shards;
  }

  /** {@code P}. */
  public int sizePx() {
    return sizePx;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
