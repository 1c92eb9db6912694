package org.densesiam.model.layer;

import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A classifier without parameters of its own: its weights are the centroids of clusters of
 * unit-length features, and no gradient changes them (the prototypes of PiCIE, arXiv 2103.17070,
 * section 3). All in float32.
 *
 * <p>As in PiCIE's released code, the logit of a cluster is the product {@code z mu_k}. Since
 * {@code mu_k} is a mean of unit vectors and so shorter than 1, that is the cosine times its
 * length; while the cluster of a point is the one of the smallest {@code |z - mu_k|^2}.
 */
public final class Centroids {
  private final int channels;
  private final int clusters;
  private final Variable weight; // [1, 1, D, K], a 1x1 convolution
  private final Variable counts; // [K]

  /**
   * Makes {@code weight}, the centroids, random, and {@code counts}, the points of an epoch in each
   * cluster, all 1.
   *
   * @param channels of the features, {@code D}
   * @param clusters {@code K}
   */
  public Centroids(ModelScope scope, int channels, int clusters) {
    ModelScope kept = scope.ofKept();
    this.channels = channels;
    this.clusters = clusters;
    this.weight =
        kept.weight(
            "weight", Shape.of(1, 1, channels, clusters), Initializer.uniformFanIn(channels));
    this.counts = kept.weight("counts", Shape.of(clusters), Initializer.ones());
  }

  /** Adds the logits of a map of unit-length features: {@code [B, h, w, D] -> [B, h, w, K]}. */
  public Operand<TFloat32> logits(ForwardPass<?> pass, Operand<TFloat32> features) {
    return PointwiseProduct.of(pass.tf(), features, pass.read(weight));
  }

  /** Adds the logits of unit-length points: {@code [N, D] -> [N, K]}. */
  public Operand<TFloat32> logitsOfPoints(ForwardPass<?> pass, Operand<TFloat32> points) {
    return pass.tf().linalg.matMul(points, matrix(pass));
  }

  /** Adds the nearest centroid of unit-length points: {@code [N, D] -> [N]}, 0 to K - 1. */
  public Operand<TInt64> nearest(ForwardPass<?> pass, Operand<TFloat32> points) {
    Ops tf = pass.tf();
    Operand<TFloat32> matrix = matrix(pass); // [D, K]
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(matrix), tf.constant(0)); // [K]
    Operand<TFloat32> nearness = // 1 - |z - mu|^2 = 2 z mu - |mu|^2, [N, K]
        tf.math.sub(tf.math.mul(tf.linalg.matMul(points, matrix), tf.constant(2f)), squares);
    return tf.math.argMax(nearness, tf.constant(1));
  }

  /**
   * The points of a batch by the cluster that they belong to.
   *
   * @param sums of each cluster's points, {@code [K, D]}
   * @param counts points in each cluster, {@code [K]}
   */
  public record Assigned(Operand<TFloat32> sums, Operand<TFloat32> counts) {}

  /** Adds up unit-length points, {@code [N, D]}, by their nearest centroid. */
  public Assigned assign(ForwardPass<?> pass, Operand<TFloat32> points) {
    Ops tf = pass.tf();
    Operand<TFloat32> one = // [N, K]
        tf.oneHot(nearest(pass, points), tf.constant(clusters), tf.constant(1f), tf.constant(0f));
    // A product, not a segment sum, which a GPU adds up in any order.
    return new Assigned(
        tf.linalg.matMul(one, points, MatMul.transposeA(true)),
        tf.reduceSum(one, tf.constant(0), ReduceSum.keepDims(false)));
  }

  /** Adds a read of the points of an epoch in each cluster, {@code [K]}. */
  public Operand<TFloat32> counts(ForwardPass<?> pass) {
    return pass.read(counts);
  }

  private Operand<TFloat32> matrix(ForwardPass<?> pass) {
    Ops tf = pass.tf();
    return tf.reshape(pass.read(weight), tf.constant(new int[] {channels, clusters}));
  }

  /** The centroids, {@code [1, 1, D, K]}. */
  public Variable weight() {
    return weight;
  }

  /** Points of an epoch in each cluster, {@code [K]}. */
  public Variable counts() {
    return counts;
  }
}
