package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Twin;
import org.densesiam.model.head.Predictor;
import org.densesiam.model.head.Projector;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Agreement of two views as wholes, as SimSiam has it (method.md section 4.1): global average pool
 * of res5, projector, predictor, a distance with stopped targets. It counts for every pair, whether
 * or not the views overlap.
 */
public final class ImageConsistency {
  private final Projector projector;
  private final Predictor predictor;
  private final Distance distance;

  /**
   * Makes the variables {@code global_projector} and {@code global_predictor}.
   *
   * @param channels of res5
   */
  public ImageConsistency(
      ModelScope scope, int channels, ImageLossConfig config, Distance distance) {
    int width = config.projectorWidth();
    this.projector =
        new Projector(scope.child("global_projector"), Linear.Over.VECTORS, channels, width, width);
    this.predictor =
        new Predictor(
            scope.child("global_predictor"), Linear.Over.VECTORS, width, config.predictorWidth());
    this.distance = distance;
  }

  /**
   * Adds the loss.
   *
   * @param res5 {@code [B, h, w, C]} of each view
   */
  public <T extends TFloating> Agreement apply(Twin<ForwardPass<T>> passes, Twin<Operand<T>> res5) {
    Ops tf = passes.first().tf();
    Twin<Operand<T>> pooled = passes.with(res5, ImageConsistency::pool); // [B, C]
    Twin<Operand<T>> projected = passes.with(pooled, projector::apply); // [B, D]
    Twin<Operand<T>> predicted = passes.with(projected, predictor::apply); // [B, D]
    Twin<Operand<TFloat32>> z = passes.with(projected, ForwardPass::toFloat);
    Twin<Operand<TFloat32>> p = passes.with(predicted, ForwardPass::toFloat);
    // Stopped: OnesLike has no gradient in C++.
    Operand<TFloat32> everyPair =
        tf.stopGradient(tf.onesLike(tf.math.mean(z.first(), tf.constant(1)))); // [B]
    return new Agreement(
        distance.between(passes.first(), p, z, everyPair),
        ImmutableMap.of(
            "collapse/image_std", Meters.spread(passes.first(), z.first()),
            "agreement/image", Meters.agreement(passes.first(), z)));
  }

  /** Mean over the map, summed in float32: {@code [B, h, w, C] -> [B, C]}. */
  private static <T extends TFloating> Operand<T> pool(ForwardPass<T> pass, Operand<T> map) {
    return pass.toCompute(
        pass.tf().math.mean(pass.toFloat(map), pass.tf().constant(new int[] {1, 2})));
  }
}
