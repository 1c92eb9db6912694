package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Twin;
import org.densesiam.model.head.Predictor;
import org.densesiam.model.head.Projector;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Agreement of corresponding points about their pseudo-category: PixSim as segmentation has it
 * (method.md section 4.2). The projection's channels are the logits of {@code K} categories, and
 * the distance is cross-entropy.
 *
 * <p>Two of them are used: the main one, whose categories are the network's answer, and an
 * over-clustering one of many more.
 */
public final class CategoryConsistency {
  private final Projector projector;
  private final Predictor predictor;

  /**
   * Makes the variables {@code <prefix>projector} and {@code <prefix>predictor}.
   *
   * @param prefix of the variables, {@code ""} or {@code aux_} in the released code's names
   * @param channels of the dense features
   * @param width channels of all hidden layers
   * @param categories {@code K}
   */
  public CategoryConsistency(
      ModelScope scope, String prefix, int channels, int width, int categories) {
    this.projector =
        new Projector(
            scope.child(prefix + "projector"), Linear.Over.MAPS, channels, width, categories);
    this.predictor =
        new Predictor(scope.child(prefix + "predictor"), Linear.Over.MAPS, categories, width);
  }

  /** Adds the logits of dense features, {@code z}: {@code [B, h, w, C] -> [B, h, w, K]}. */
  public <T extends TFloating> Operand<T> project(ForwardPass<T> pass, Operand<T> features) {
    return projector.apply(pass, features);
  }

  /**
   * Adds the loss.
   *
   * @param projected of {@link #project}, of each view, position for position
   * @param sampleWeights {@code [B]}, 1 for pairs that count and 0 for those that don't
   */
  public <T extends TFloating> Agreement apply(
      Twin<ForwardPass<T>> passes, Twin<Operand<T>> projected, Operand<TFloat32> sampleWeights) {
    Twin<Operand<TFloat32>> z = passes.with(projected, ForwardPass::toFloat);
    Twin<Operand<TFloat32>> p =
        passes.with(projected, (pass, points) -> pass.toFloat(predictor.apply(pass, points)));
    return new Agreement(
        Distance.CROSS_ENTROPY.between(passes.first(), p, z, sampleWeights), ImmutableMap.of());
  }

  /**
   * Adds what the main head's logits say of the training's health.
   *
   * @param z logits at corresponding points, {@code [B, h, w, K]} of each view
   */
  public static ImmutableMap<String, Operand<TFloat32>> meters(
      ForwardPass<?> pass, Twin<Operand<TFloat32>> z) {
    Operand<TFloat32> masks = pass.tf().nn.softmax(z.first());
    return ImmutableMap.of(
        "collapse/pixel_std", Meters.spread(pass, z.first()),
        "agreement/pixel", Meters.agreement(pass, z),
        "entropy/category_usage", Meters.usageEntropy(pass, masks),
        "entropy/category_at_point", Meters.pointEntropy(pass, masks));
  }
}
