package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Twin;
import org.densesiam.model.layer.Centroids;
import org.densesiam.model.scope.AcrossReplicas;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The clustering loss of PiCIE (arXiv 2103.17070, section 3.3): {@code L(z, y, mu) = -log(exp(z
 * mu_y) / sum_k exp(z mu_k))}, each point weighted by its cluster, the weighted mean over points as
 * PyTorch's {@code CrossEntropyLoss(weight)} has it.
 *
 * @param centroids {@code mu}, of each view's clustering
 * @param labels {@code y}, {@code [N]}: the cluster of each point in each view's clustering
 * @param balance what a point weighs
 */
public record ClusterAgreement(
    Twin<Centroids> centroids, Twin<Operand<TInt64>> labels, ClusterBalance balance) {

  /**
   * Adds the loss of each view's points by that view's own clustering, {@code (L(z1, y1, mu1) +
   * L(z2, y2, mu2)) / 2}.
   *
   * @param z unit-length features, {@code [N, D]}, of each view, position for position
   * @return scalar
   */
  public Operand<TFloat32> withinView(ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    Ops tf = pass.tf();
    Operand<TFloat32> first = loss(pass, centroids.first(), labels.first(), z.first());
    Operand<TFloat32> second = loss(pass, centroids.second(), labels.second(), z.second());
    return tf.math.mul(tf.math.add(first, second), tf.constant(0.5f));
  }

  /**
   * Adds the loss of each view's points by the other view's clustering, {@code (L(z1, y2, mu2) +
   * L(z2, y1, mu1)) / 2}.
   *
   * @param z as for {@link #withinView}
   * @return scalar
   */
  public Operand<TFloat32> crossView(ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    return withinView(pass, z.swapped());
  }

  private Operand<TFloat32> loss(
      ForwardPass<?> pass, Centroids mu, Operand<TInt64> y, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    Operand<TFloat32> logits = mu.logitsOfPoints(pass, z); // [N, K]
    int clusters = (int) logits.shape().get(1);
    Operand<TFloat32> weight = // [N]
        tf.gather(balance.weights(tf, mu.counts(pass)), y, tf.constant(0));
    Operand<TFloat32> costs = // [N]
        Similarity.crossEntropy(
            tf, logits, tf.oneHot(y, tf.constant(clusters), tf.constant(1f), tf.constant(0f)));
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(weight, costs), tf.constant(0));
    Operand<TFloat32> weights = all.mean(tf.reduceSum(weight, tf.constant(0)));
    // Where all points belong to clusters of which no point was counted, nothing is learned.
    return tf.math.div(sum, tf.math.maximum(weights, tf.constant(Float.MIN_NORMAL)));
  }

  /**
   * Adds what the points say of the training's health.
   *
   * @param z as for {@link #withinView}
   */
  public ImmutableMap<String, Operand<TFloat32>> meters(
      ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    Ops tf = pass.tf();
    int clusters = (int) centroids.first().counts().shape().get(0);
    Operand<TFloat32> masks = // [N, 1, 1, K]
        tf.reshape(
            tf.oneHot(labels.first(), tf.constant(clusters), tf.constant(1f), tf.constant(0f)),
            tf.constant(new int[] {-1, 1, 1, clusters}));
    return ImmutableMap.of(
        "collapse/pixel_std", Meters.spread(pass, z.first()),
        "agreement/pixel", Meters.agreement(pass, z),
        "entropy/category_usage", Meters.usageEntropy(pass, masks));
  }
}
