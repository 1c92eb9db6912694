package org.densesiam.model.loss;

import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Agreement of regions in pre-training, {@code m = softmax_K(head(z))}: a 1x1 head makes the masks
 * of {@link RegionContrast} out of pixel projections (method.md section 4.3).
 */
public final class MaskRegions {
  private final Linear maskHead;
  private final RegionContrast regions;

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
    this.regions =
        new RegionContrast(
            scope,
            channels,
            config.projectorWidth(),
            config.predictorWidth(),
            config.temperature(),
            TargetGradient.stoppedIf(config.stopGradient()));
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
    Twin<Operand<TFloat32>> masks = passes.with(z, this::masks); // [B, G, G, K]
    return regions.apply(passes, features, masks, alignment.sampleWeights(passes.first().tf()));
  }
}
