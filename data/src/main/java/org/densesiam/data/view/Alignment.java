package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
   * @param tf where each view's operations go
   * @param features {@code [B, h, w, C]} of each view
   * @return {@code [B, gridSize, gridSize, C]} of each view, in the source's orientation
   */
  public Twin<Operand<TFloat32>> sample(
      Twin<Ops> tf, Twin<Operand<TFloat32>> features, int gridSize) {
    return new Twin<>(
        sample(tf.first(), features.first(), views.first(), gridSize),
        sample(tf.second(), features.second(), views.second(), gridSize));
  }

  private Operand<TFloat32> sample(Ops tf, Operand<TFloat32> features, View view, int gridSize) {
    return GridSampler.sample(
        tf, features, view.box(), view.flip(), overlap.box(), gridSize, gridSize);
  }

  /**
   * View 2's features where view 1's cells are, in view 1's orientation: what view 1's own map is
   * to be compared with, cell for cell. View 1's box must lie within view 2's.
   *
   * @param features of view 2, {@code [B, h, w, C]}
   * @param height rows of view 1's map
   * @param width columns of view 1's map
   * @return {@code [B, height, width, C]}
   */
  public Operand<TFloat32> secondAtFirst(
      Ops tf, Operand<TFloat32> features, int height, int width) {
    View first = views.first();
    View second = views.second();
    Operand<TFloat32> region = View.region(tf, first.box(), first.flip());
    return GridSampler.sample(tf, features, second.box(), second.flip(), region, height, width);
  }

  /** {@code [B]}, 1 where the pair counts for the dense losses and 0 where it does not. */
  public Operand<TFloat32> sampleWeights(Ops tf) {
    return tf.dtypes.cast(overlap.valid(), TFloat32.class);
  }
}
