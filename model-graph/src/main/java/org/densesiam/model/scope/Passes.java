package org.densesiam.model.scope;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The passes that one replica makes through its network in a step: as many as the network asks for,
 * one for each view it looks at.
 *
 * @param <T> type that the network computes in
 */
public final class Passes<T extends TFloating> {
  private final Ops tf;
  private final WeightReader<T> weights;
  private final List<ForwardPass<T>> made = new ArrayList<>();

  /** None yet. */
  public Passes(Ops tf, WeightReader<T> weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /**
   * Another one, which trains.
   *
   * @param name scope of its operations
   */
  public ForwardPass<T> next(String name) {
    ForwardPass<T> pass =
        new ForwardPass<>(tf.withSubScope(name), ForwardPass.Mode.TRAINING, weights);
    made.add(pass);
    return pass;
  }

  /**
   * One that learns nothing: batch norms normalise by their running statistics and leave none
   * behind, and its weights have no gradient.
   *
   * @param name scope of its operations
   */
  public ForwardPass<T> frozen(String name) {
    return new ForwardPass<>(
        tf.withSubScope(name), ForwardPass.Mode.INFERENCE, weights.apart());
  }

  /** What the batch norms of all of them left behind, the first pass's before the second's. */
  public ImmutableList<BatchStatistics> statistics() {
    return made.stream()
        .flatMap(pass -> pass.statistics().stream())
        .collect(ImmutableList.toImmutableList());
  }
}
