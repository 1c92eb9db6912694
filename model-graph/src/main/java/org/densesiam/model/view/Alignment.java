package org.densesiam.model.view;

import org.densesiam.data.view.GridSampler;
import org.densesiam.data.view.Overlap;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Where the two views of each image look at the same points (method.md section 2).
 *
 * @param views the two views
 * @param overlap what they share of the source image
 */
public record Alignment(Twin<View> views, Overlap overlap) {

  /**
   * The alignment of two views.
   *
   * @param minOverlapArea share of the source image that the overlap must have to count
   */
  public static Alignment of(Ops tf, Twin<View> views, double minOverlapArea) {
    return new Alignment(
        views, Overlap.of(tf, views.first().box(), views.second().box(), minOverlapArea));
  }

  /**
   * Both feature maps at the same points: the cell centres of a grid over the overlap.
   *
   * @param features {@code [B, h, w, C]} of each view
   * @return {@code [B, gridSize, gridSize, C]} of each view, float32 and in the source's
   *     orientation
   */
  public <T extends TFloating> Twin<Operand<TFloat32>> sample(
      Twin<ForwardPass<T>> passes,
      Twin<? extends Operand<? extends TFloating>> features,
      int gridSize) {
    return views.with(
        passes.with(features, (pass, map) -> new Sampled(pass.tf(), pass.toFloat(map))),
        (view, map) ->
            GridSampler.sample(
                map.tf, map.features, view.box(), view.flip(), overlap.box(), gridSize, gridSize));
  }

  private record Sampled(Ops tf, Operand<TFloat32> features) {}

  /** {@code [B]}, 1 where the pair counts for the dense losses and 0 where it does not. */
  public Operand<TFloat32> sampleWeights(Ops tf) {
    return tf.dtypes.cast(overlap.valid(), TFloat32.class);
  }
}
