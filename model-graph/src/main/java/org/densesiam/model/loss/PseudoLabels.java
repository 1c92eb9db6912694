package org.densesiam.model.loss;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The released code's segmentation loss (method.md section 4.4): each point's logits are sharpened
 * towards their own largest, {@code y = argmax_k z}, by cross-entropy weighted with the frequency
 * of {@code y} in the batch. Frequent categories weigh more.
 */
public final class PseudoLabels {
  private PseudoLabels() {}

  /**
   * Adds the loss, the mean over points and over the two views.
   *
   * @param z logits, {@code [B, h, w, K]} of each view
   * @return scalar
   */
  public static Operand<TFloat32> loss(ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    Ops tf = pass.tf();
    Twin<Operand<TFloat32>> losses = z.map(logits -> loss(pass, logits));
    return tf.math.mul(tf.math.add(losses.first(), losses.second()), tf.constant(0.5f));
  }

  private static Operand<TFloat32> loss(ForwardPass<?> pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    int categories = (int) z.shape().get(3);
    Operand<TFloat32> points = tf.reshape(z, tf.constant(new int[] {-1, categories})); // [N, K]
    Operand<TInt64> best = tf.math.argMax(points, tf.constant(1)); // [N]
    Operand<TFloat32> label = // [N, K]
        tf.oneHot(best, tf.constant(categories), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> frequency = // [K]
        pass.replicas().mean(tf.math.mean(label, tf.constant(0)));
    Operand<TFloat32> weight = tf.gather(frequency, best, tf.constant(0)); // [N]
    return tf.math.mean(
        tf.math.mul(weight, Similarity.crossEntropy(tf, points, label)), tf.constant(0));
  }
}
