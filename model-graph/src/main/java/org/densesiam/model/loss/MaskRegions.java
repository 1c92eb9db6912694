package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.view.Alignment;
import org.densesiam.model.view.Twin;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Agreement of regions that soft masks cut out, RegionSim (method.md section 4.3).
 *
 * <p>{@code m = softmax_K(head(z))}; {@code r_k = sum over points of m_k f}, a sum, not a mean; the
 * regions of one image are told apart from each other by InfoNCE.
 */
public final class MaskRegions {
  private final Linear maskHead;
  private final RegionHead head;
  private final RegionLossConfig config;

  /**
   * Makes the variables {@code mask_head} and those of the region head.
   *
   * @param channels of the dense features
   * @param projection channels of the pixel projections, {@code D}
   */
  public MaskRegions(ModelScope scope, int channels, int projection, RegionLossConfig config) {
    this.maskHead =
        new Linear(
            scope.child("mask_head"),
            Linear.Over.MAPS,
            projection,
            config.pseudoCategories(),
            true);
    this.head = new RegionHead(scope, channels, config);
    this.config = config;
  }

  /** Adds the soft masks of pixel projections: {@code [B, h, w, D] -> [B, h, w, K]}. */
  public <T extends TFloating> Operand<TFloat32> masks(
      ForwardPass<T> pass, Operand<? extends TFloating> z) {
    return pass.tf().nn.softmax(pass.toFloat(maskHead.apply(pass, pass.toCompute(z))));
  }

  /**
   * Adds the loss.
   *
   * @param features dense features at corresponding points, {@code [B, G, G, C]} of each view
   * @param z pixel projections at the same points, {@code [B, G, G, D]} of each view
   */
  public <T extends TFloating> Agreement apply(
      Twin<ForwardPass<T>> passes,
      Twin<Operand<TFloat32>> features,
      Twin<Operand<TFloat32>> z,
      Alignment alignment) {
    Ops tf = passes.first().tf();
    Twin<Operand<TFloat32>> masks = passes.with(z, this::masks); // [B, G, G, K]
    Twin<Operand<TFloat32>> regions =
        masks.with(features, (mask, map) -> gather(tf, mask, map)); // [B, K, C]
    Twin<RegionHead.Embedded> embedded = head.apply(passes, regions);
    Operand<TFloat32> loss =
        Similarity.contrast(
            tf,
            embedded.map(RegionHead.Embedded::predicted),
            embedded.map(RegionHead.Embedded::projected),
            alignment.sampleWeights(tf),
            config.temperature(),
            config.stopGradient() ? TargetGradient.STOPPED : TargetGradient.FLOWING);
    return new Agreement(
        loss,
        ImmutableMap.of(
            "entropy/category_usage", Meters.usageEntropy(tf, masks.first()),
            "entropy/category_at_point", Meters.pointEntropy(tf, masks.first())));
  }

  /** {@code sum over points of mask * feature}: {@code [B, G, G, K], [B, G, G, C] -> [B, K, C]}. */
  private static Operand<TFloat32> gather(
      Ops tf, Operand<TFloat32> masks, Operand<TFloat32> features) {
    return tf.train.batchMatMul(
        points(tf, masks), points(tf, features), TFloat32.class, BatchMatMul.adjX(true));
  }

  /** {@code [B, G, G, C] -> [B, G * G, C]}. */
  private static Operand<TFloat32> points(Ops tf, Operand<TFloat32> map) {
    int points = (int) (map.shape().get(1) * map.shape().get(2));
    return tf.reshape(map, tf.constant(new int[] {-1, points, (int) map.shape().get(3)}));
  }
}
