package org.densesiam.data.pipeline;

import java.util.Random;
import org.densesiam.data.OnCpu;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Batches of noise with labels of noise held in the graph; in all else as {@link SyntheticViews}. */
public final class SyntheticLabels {
  private SyntheticLabels() {}

  /**
   * Adds the batches to the graph.
   *
   * @param batchSize {@code B}, at least 1
   * @param sizePx {@code P}, at least 1
   * @param classes numbers of labels are below it
   */
  public static LabelledBatch create(
      Ops anywhere, int batchSize, int sizePx, int classes, long seed) {
    Ops tf = OnCpu.of(anywhere);
    Random random = new Random(seed);
    Operand<TInt32> labels =
        tf.random.randomUniformInt(
            tf.constant(new int[] {batchSize, sizePx, sizePx}),
            tf.constant(0),
            tf.constant(classes));
    return new LabelledBatch(
        SyntheticViews.images(tf, batchSize, sizePx, random),
        tf.dtypes.cast(labels, TUint8.class),
        tf.gather(SyntheticViews.draws(tf, batchSize, random), tf.constant(0), tf.constant(1)),
        SyntheticViews.positions(tf, batchSize));
  }
}
