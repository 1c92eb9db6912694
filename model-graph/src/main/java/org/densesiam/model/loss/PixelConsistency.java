package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Alignment;
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
 * Agreement of corresponding points, PixSim (method.md section 4.2): the projector runs on the
 * whole map, its output is sampled at the same points of the source image in both views, and the
 * predictor runs on the samples.
 */
public final class PixelConsistency {
  private final Projector projector;
  private final Predictor predictor;
  private final int gridSize;

  /**
   * Makes the variables {@code projector} and {@code predictor}.
   *
   * @param channels of the dense features
   */
  public PixelConsistency(ModelScope scope, int channels, PixelLossConfig config) {
    int width = config.projectorWidth();
    this.projector =
        new Projector(scope.child("projector"), Linear.Over.MAPS, channels, width, width);
    this.predictor =
        new Predictor(scope.child("predictor"), Linear.Over.MAPS, width, config.predictorWidth());
    this.gridSize = config.gridSize();
  }

  /** Adds the projection of dense features: {@code [B, h, w, C] -> [B, h, w, D]}. */
  public <T extends TFloating> Operand<T> project(ForwardPass<T> pass, Operand<T> features) {
    return projector.apply(pass, features);
  }

  /**
   * Adds the projections of both views at corresponding points.
   *
   * @param features {@code [B, h, w, C]} of each view
   * @return {@code z}, {@code [B, G, G, D]} of each view, position for position
   */
  public <T extends TFloating> Twin<Operand<TFloat32>> projectAligned(
      Twin<ForwardPass<T>> passes, Twin<Operand<T>> features, Alignment alignment) {
    Twin<Operand<T>> projected = passes.with(features, this::<T>project); // [B, h, w, D]
    return alignment.sample(
        passes.map(ForwardPass::tf), passes.with(projected, ForwardPass::toFloat), gridSize);
  }

  /**
   * Adds the loss.
   *
   * @param z of {@link #projectAligned}
   */
  public <T extends TFloating> Agreement apply(
      Twin<ForwardPass<T>> passes, Twin<Operand<TFloat32>> z, Alignment alignment) {
    Ops tf = passes.first().tf();
    Twin<Operand<TFloat32>> p =
        passes.with(
            z, (pass, points) -> pass.toFloat(predictor.apply(pass, pass.toCompute(points))));
    return new Agreement(
        Distance.NEGATIVE_COSINE.between(passes.first(), p, z, alignment.sampleWeights(tf)),
        ImmutableMap.of(
            "collapse/pixel_std", Meters.spread(passes.first(), z.first()),
            "agreement/pixel", Meters.agreement(passes.first(), z)));
  }

  /** Points along each side of the overlap, {@code G}. */
  public int gridSize() {
    return gridSize;
  }
}
