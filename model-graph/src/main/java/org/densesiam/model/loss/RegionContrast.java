package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.BatchedProduct;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The regions that soft masks cut out of features, told apart from each other: RegionSim (method.md
 * section 4.3). {@code r_k = sum over points of m_k f}, a sum, not a mean; then InfoNCE among the
 * regions of one image.
 */
public final class RegionContrast {
  private final RegionHead head;
  private final double temperature;
  private final TargetGradient targetGradient;

  /**
   * Makes the variables {@code kernel_projector} and {@code kernel_predictor}.
   *
   * @param channels of the features
   * @param width channels of the projector's hidden layers and of the projection
   * @param predictorWidth channels of the predictor's hidden layer
   * @param temperature that similarities are divided by, above 0
   */
  public RegionContrast(
      ModelScope scope,
      int channels,
      int width,
      int predictorWidth,
      double temperature,
      TargetGradient targetGradient) {
    this.head = new RegionHead(scope, channels, width, predictorWidth);
    this.temperature = temperature;
    this.targetGradient = targetGradient;
  }

  /**
   * Adds the loss.
   *
   * @param features dense features at corresponding points, {@code [B, h, w, C]} of each view
   * @param masks at the same points, {@code [B, h, w, K]} of each view, summing to 1 at each
   * @param sampleWeights {@code [B]}, 1 for pairs that count and 0 for those that don't
   */
  public <T extends TFloating> Agreement apply(
      Twin<ForwardPass<T>> passes,
      Twin<Operand<TFloat32>> features,
      Twin<Operand<TFloat32>> masks,
      Operand<TFloat32> sampleWeights) {
    Ops tf = passes.first().tf();
    Twin<Operand<TFloat32>> regions =
        masks.with(features, (mask, map) -> gather(tf, mask, map)); // [B, K, C]
    Twin<RegionHead.Embedded> embedded = head.apply(passes, regions);
    Operand<TFloat32> loss =
        Similarity.contrast(
            passes.first(),
            embedded.map(RegionHead.Embedded::predicted),
            embedded.map(RegionHead.Embedded::projected),
            sampleWeights,
            temperature,
            targetGradient);
    return new Agreement(
        loss,
        ImmutableMap.of(
            "entropy/category_usage", Meters.usageEntropy(passes.first(), masks.first()),
            "entropy/category_at_point", Meters.pointEntropy(passes.first(), masks.first())));
  }

  /** {@code sum over points of mask * feature}: {@code [B, h, w, K], [B, h, w, C] -> [B, K, C]}. */
  private static Operand<TFloat32> gather(
      Ops tf, Operand<TFloat32> masks, Operand<TFloat32> features) {
    return BatchedProduct.firstTransposed(tf, points(tf, masks), points(tf, features));
  }

  /** {@code [B, h, w, C] -> [B, h * w, C]}. */
  private static Operand<TFloat32> points(Ops tf, Operand<TFloat32> map) {
    int points = (int) (map.shape().get(1) * map.shape().get(2));
    return tf.reshape(map, tf.constant(new int[] {-1, points, (int) map.shape().get(3)}));
  }
}
