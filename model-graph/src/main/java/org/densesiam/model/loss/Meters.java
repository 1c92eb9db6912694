package org.densesiam.model.loss;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.AcrossReplicas;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** Scalars to watch beside the losses. No gradient flows from them. */
final class Meters {
  private Meters() {}

  /**
   * Spread of projections: standard deviation of each channel of the unit-length {@code z} over all
   * positions, averaged over the channels, times {@code sqrt(D)}. Near 1 where they point
   * everywhere and 0 where all have collapsed to one direction (SimSiam, arXiv 2011.10566, section
   * 4.1, plots the same without the factor).
   *
   * @param z {@code [.., D]}
   */
  static Operand<TFloat32> spread(ForwardPass<?> pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    int channels = (int) z.shape().get(z.shape().numDimensions() - 1);
    Operand<TFloat32> unit = units(tf, z); // [N, D]
    Operand<TFloat32> mean = all.mean(tf.math.mean(unit, tf.constant(0))); // [D]
    Operand<TFloat32> variance =
        all.mean(tf.math.mean(tf.math.square(tf.math.sub(unit, mean)), tf.constant(0))); // [D]
    return tf.math.mul(
        tf.math.mean(tf.math.sqrt(variance), tf.constant(0)),
        tf.constant((float) Math.sqrt(channels)));
  }

  /**
   * How well the views agree beyond what any two positions do: mean cosine of corresponding
   * positions minus the mean cosine of all pairs of positions. 1 at best; 0 where correspondence
   * means nothing, and so after a collapse too, where every cosine is 1.
   *
   * @param z {@code [.., D]} of each view, position for position
   */
  static Operand<TFloat32> agreement(ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    Twin<Operand<TFloat32>> unit = z.map(x -> units(tf, x)); // [N, D]
    Operand<TFloat32> same =
        all.mean(
            tf.math.mean(
                tf.reduceSum(tf.math.mul(unit.first(), unit.second()), tf.constant(1)),
                tf.constant(0)));
    Twin<Operand<TFloat32>> mean = unit.map(x -> all.mean(tf.math.mean(x, tf.constant(0)))); // [D]
    Operand<TFloat32> any = tf.reduceSum(tf.math.mul(mean.first(), mean.second()), tf.constant(0));
    return tf.math.sub(same, any);
  }

  /** Unit-length vectors of all positions: {@code [.., D] -> [N, D]}. */
  private static Operand<TFloat32> units(Ops tf, Operand<TFloat32> z) {
    int channels = (int) z.shape().get(z.shape().numDimensions() - 1);
    return Similarity.unit(tf, tf.reshape(z, tf.constant(new int[] {-1, channels})));
  }

  /**
   * How evenly pseudo-categories are used: entropy of the mean mask over {@code ln K}. 1 where all
   * are used alike, 0 where one takes everything.
   *
   * @param masks {@code [B, h, w, K]}, summing to 1 at each point
   */
  static Operand<TFloat32> usageEntropy(ForwardPass<?> pass, Operand<TFloat32> masks) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    return entropy(tf, all.mean(tf.math.mean(masks, tf.constant(new int[] {0, 1, 2})))); // [K]
  }

  /**
   * How undecided points are: mean entropy of a point's masks over {@code ln K}. 0 where every
   * point belongs to one pseudo-category, 1 where to all alike.
   *
   * @param masks {@code [B, h, w, K]}, summing to 1 at each point
   */
  static Operand<TFloat32> pointEntropy(ForwardPass<?> pass, Operand<TFloat32> masks) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    return all.mean(tf.math.mean(entropy(tf, masks), tf.constant(new int[] {0, 1, 2})));
  }

  /** Entropy along the last axis as a share of the most there can be. */
  private static Operand<TFloat32> entropy(Ops tf, Operand<TFloat32> p) {
    long categories = p.shape().get(p.shape().numDimensions() - 1);
    Operand<TFloat32> logP = tf.math.log(tf.math.maximum(p, tf.constant(1e-12f)));
    return tf.math.mul(
        tf.reduceSum(tf.math.mul(p, logP), tf.constant(-1), ReduceSum.keepDims(false)),
        tf.constant((float) (-1 / Math.log((double) categories))));
  }
}
