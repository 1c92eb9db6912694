package org.densesiam.trainer.train;

import org.densesiam.data.OnCpu;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.trainer.config.TrainingConfig;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * A batch of view pairs from the CPU, made ready on the training device: colour, normalisation, and
 * where the views look at the same points.
 *
 * @param batch as it left the CPU
 * @param alignment views and what they share
 * @param waitSeconds scalar, how long the step waited for the batch
 */
record StepInput(ViewPairBatch batch, Alignment alignment, Operand<TFloat64> waitSeconds) {
  /**
   * Adds the operations.
   *
   * @param tf where they go: its device is the one that trains
   */
  static StepInput of(Ops tf, ViewPairBatch batch, TrainingConfig config) {
    Twin<View> views = batch.views(tf.withSubScope("colour"), config.colour());
    return new StepInput(
        batch,
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

  Twin<View> views() {
    return alignment.views();
  }
}
