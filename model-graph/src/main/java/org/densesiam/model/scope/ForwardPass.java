package org.densesiam.model.scope;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One view's way through the network: where its operations go, what it reads, and what it leaves
 * behind.
 *
 * <p>In training, batch norms normalise by the statistics of this pass and leave them here, in
 * order; {@link BatchStatistics#update} then moves the running statistics, the first view's before
 * the second's, as PyTorch does when it runs one view after the other.
 *
 * @param <T> type that the network computes in
 */
public final class ForwardPass<T extends TFloating> {

  /** What batch norms normalise by. */
  public enum Mode {
    /** By the statistics of the batch. */
    TRAINING,
    /** By the running statistics. */
    INFERENCE
  }

  private final Ops tf;
  private final Mode mode;
  private final WeightReader<T> weights;
  private final AcrossReplicas replicas;
  private final List<BatchStatistics> statistics;

  /** Of the only replica. */
  public ForwardPass(Ops tf, Mode mode, WeightReader<T> weights) {
    this(tf, mode, weights, AcrossReplicas.ONE, new ArrayList<>());
  }

  private ForwardPass(
      Ops tf,
      Mode mode,
      WeightReader<T> weights,
      AcrossReplicas replicas,
      List<BatchStatistics> statistics) {
    this.tf = tf;
    this.mode = mode;
    this.weights = weights;
    this.replicas = replicas;
    this.statistics = statistics;
  }

  public Ops tf() {
    return tf;
  }

  public Mode mode() {
    return mode;
  }

  /** The same pass with its next operations in a scope below. One scope a block: each costs. */
  public ForwardPass<T> scoped(String name) {
    return new ForwardPass<>(tf.withSubScope(name), mode, weights, replicas, statistics);
  }

  /**
   * A pass of the same mode beside this one, which leaves no statistics behind: it looks, and moves
   * nothing.
   *
   * @param name scope of its operations
   */
  public ForwardPass<T> aside(String name) {
    return new ForwardPass<>(tf.withSubScope(name), mode, weights, replicas, new ArrayList<>());
  }

  /** Whom to ask for what couples the images of a step. */
  public AcrossReplicas replicas() {
    return replicas;
  }

  /** A weight in the compute type. */
  public Operand<T> weight(Variable variable) {
    return weights.readForCompute(variable);
  }

  /** A variable in float32. */
  public Operand<TFloat32> read(Variable variable) {
    return weights.read(variable);
  }

  /** {@code x} in the compute type. */
  public Operand<T> toCompute(Operand<? extends TFloating> x) {
    return weights.cast(x);
  }

  /** {@code x} in float32, for losses and reductions. */
  @SuppressWarnings("unchecked") // type() is the check.
  public Operand<TFloat32> toFloat(Operand<? extends TFloating> x) {
    return x.type() == TFloat32.class ? (Operand<TFloat32>) x : tf.dtypes.cast(x, TFloat32.class);
  }

  /** Leaves the statistics of one batch norm behind. */
  public void leave(BatchStatistics batch) {
    statistics.add(batch);
  }

  /** What the batch norms of this pass left behind, in order. */
  public ImmutableList<BatchStatistics> statistics() {
    return ImmutableList.copyOf(statistics);
  }
}
