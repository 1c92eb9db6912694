package org.densesiam.model.loss;

import org.densesiam.data.view.BatchedProduct;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.AcrossReplicas;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Distances {@code d(p, z)} of predictions to projections, made symmetric in the views: {@code L =
 * (d(p1, z2) + d(p2, z1)) / 2} (method.md section 4).
 */
public final class Similarity {
  private Similarity() {}

  /**
   * Negative cosine, {@code d(p, z) = -mean cos(p, sg(z))} (SimSiam, arXiv 2011.10566, equation 1).
   * In [-1, 1]; -1 where every prediction points at its target.
   *
   * @param pass where the operations go, and whom to ask for the other images of the step
   * @param predicted {@code p}, {@code [B, .., D]}
   * @param projected {@code z}, {@code [B, .., D]}, position for position
   * @param sampleWeights {@code [B]}, 1 for pairs that count and 0 for those that don't; a batch in
   *     which none counts gives 0
   * @return scalar
   */
  public static Operand<TFloat32> negativeCosine(
      ForwardPass<?> pass,
      Twin<Operand<TFloat32>> predicted,
      Twin<Operand<TFloat32>> projected,
      Operand<TFloat32> sampleWeights,
      TargetGradient targetGradient) {
    Ops tf = pass.tf();
    Twin<Operand<TFloat32>> distances =
        predicted.with(
            projected.swapped(),
            (p, z) ->
                tf.math.neg(
                    weightedMean(
                        pass, cosine(tf, p, targetGradient.target(tf, z)), sampleWeights)));
    return half(tf, distances);
  }

  /**
   * Soft cross-entropy, {@code d(p, z) = -mean sum_k softmax(sg(z))_k log_softmax(p)_k} (method.md
   * section 4): how badly the predictions tell the other view's pseudo-categories. At least 0,
   * {@code ln K} where nothing is known.
   *
   * @param predicted {@code p}, {@code [B, .., K]}, logits
   * @param projected {@code z}, {@code [B, .., K]}, logits, position for position
   * @param sampleWeights {@code [B]}, as for {@link #negativeCosine}
   * @return scalar
   */
  public static Operand<TFloat32> crossEntropy(
      ForwardPass<?> pass,
      Twin<Operand<TFloat32>> predicted,
      Twin<Operand<TFloat32>> projected,
      Operand<TFloat32> sampleWeights,
      TargetGradient targetGradient) {
    Ops tf = pass.tf();
    Twin<Operand<TFloat32>> distances =
        predicted.with(
            projected.swapped(),
            (p, z) -> {
              Operand<TFloat32> target = targetGradient.target(tf, tf.nn.softmax(z));
              return weightedMean(pass, crossEntropy(tf, p, target), sampleWeights);
            });
    return half(tf, distances);
  }

  /**
   * Cross-entropy of logits with a distribution, along the last axis.
   *
   * @param logits {@code [.., K]}, every dimension known
   * @param target {@code [.., K]}, summing to 1
   * @return {@code [..]}
   */
  static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> target) {
    Shape shape = logits.shape();
    int categories = (int) shape.get(shape.numDimensions() - 1);
    Operand<TInt32> rows = tf.constant(new int[] {-1, categories});
    Operand<TFloat32> loss = // [N]
        SoftmaxCrossEntropyWithLogits.create(
                tf.scope(), tf.reshape(logits, rows), tf.reshape(target, rows))
            .loss();
    return tf.reshape(loss, tf.constant(shape.take(shape.numDimensions() - 1)));
  }

  /**
   * InfoNCE between the regions of one image: {@code S = p z^T / temperature}, cross-entropy to the
   * diagonal (method.md section 4.3). 0 at best, {@code ln K} where all regions look alike.
   *
   * @param predicted {@code p}, {@code [B, K, D]}
   * @param projected {@code z}, {@code [B, K, D]}
   * @param sampleWeights {@code [B]}, as for {@link #negativeCosine}
   * @param temperature above 0
   * @return scalar
   */
  public static Operand<TFloat32> contrast(
      ForwardPass<?> pass,
      Twin<Operand<TFloat32>> predicted,
      Twin<Operand<TFloat32>> projected,
      Operand<TFloat32> sampleWeights,
      double temperature,
      TargetGradient targetGradient) {
    Ops tf = pass.tf();
    Twin<Operand<TFloat32>> distances =
        predicted.with(
            projected.swapped(),
            (p, z) -> {
              Operand<TFloat32> own =
                  ownLogProbability(tf, p, targetGradient.target(tf, z), temperature); // [B, K]
              return tf.math.neg(weightedMean(pass, own, sampleWeights));
            });
    return half(tf, distances);
  }

  /** Log-probability that each region gives to itself: {@code [B, K]}. */
  private static Operand<TFloat32> ownLogProbability(
      Ops tf, Operand<TFloat32> p, Operand<TFloat32> z, double temperature) {
    int regions = (int) p.shape().get(1);
    Operand<TFloat32> similarity =
        BatchedProduct.secondTransposed(tf, unit(tf, p), unit(tf, z)); // [B, K, K]
    Operand<TFloat32> logits = tf.math.div(similarity, tf.constant((float) temperature));
    // Times the identity: MatrixDiagPart has no gradient in C++.
    return tf.reduceSum(
        tf.math.mul(tf.nn.logSoftmax(logits), tf.constant(identity(regions))), tf.constant(2));
  }

  private static float[][] identity(int size) {
    float[][] identity = new float[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  /** Cosine along the last axis: {@code [B, .., D] x 2 -> [B, ..]}. */
  static Operand<TFloat32> cosine(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return Losses.cosineSimilarity(tf, b, a, new int[] {-1});
  }

  /** {@code x} at length 1 along the last axis. */
  public static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> x) {
    return Losses.l2Normalize(tf, x, new int[] {-1});
  }

  /** Mean over the positions of each image, then over the images that count: scalar. */
  private static Operand<TFloat32> weightedMean(
      ForwardPass<?> pass, Operand<TFloat32> values, Operand<TFloat32> sampleWeights) {
    Ops tf = pass.tf();
    int axes = values.shape().numDimensions() - 1;
    int[] positions = new int[axes];
    for (int i = 0; i < axes; i++) {
      positions[i] = i + 1;
    }
    Operand<TFloat32> perImage =
        axes == 0 ? values : tf.math.mean(values, tf.constant(positions)); // [B]
    AcrossReplicas all = pass.replicas();
    Operand<TFloat32> counted =
        tf.math.maximum(all.sum(tf.reduceSum(sampleWeights, tf.constant(0))), tf.constant(1f));
    return tf.math.div(
        all.sum(tf.reduceSum(tf.math.mul(perImage, sampleWeights), tf.constant(0))), counted);
  }

  private static Operand<TFloat32> half(Ops tf, Twin<Operand<TFloat32>> distances) {
    return tf.math.mul(tf.math.add(distances.first(), distances.second()), tf.constant(0.5f));
  }
}
