package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Agreement of the cells of a grid over the overlap, each an average-pooled embedding, matched
 * position by position with cosine similarity and no negatives: the abstract's "region embeddings
 * that correspond to some sub-regions in the overlapped area" (method.md section 4.3).
 */
public final class GridRegions {
  /** Points along each side of a cell that its mean is taken over. Our choice. */
  private static final int POINTS_PER_CELL = 3;

  private final RegionHead head;
  private final int channels;
  private final RegionLossConfig config;

  /**
   * Makes the variables of the region head.
   *
   * @param channels of the dense features
   */
  public GridRegions(ModelScope scope, int channels, RegionLossConfig config) {
    this.head = new RegionHead(scope, channels, config.projectorWidth(), config.predictorWidth());
    this.channels = channels;
    this.config = config;
  }

  /**
   * Adds the loss.
   *
   * @param features {@code [B, h, w, C]} of each view
   */
  public <T extends TFloating> Agreement apply(
      Twin<ForwardPass<T>> passes, Twin<Operand<T>> features, Alignment alignment) {
    Ops tf = passes.first().tf();
    Twin<Operand<TFloat32>> points =
        alignment.sample(
            passes.map(ForwardPass::tf),
            passes.with(features, ForwardPass::toFloat),
            config.gridRegions() * POINTS_PER_CELL);
    Twin<RegionHead.Embedded> embedded =
        head.apply(passes, points.map(map -> pool(tf, map))); // [B, R * R, C]
    Operand<TFloat32> loss =
        Similarity.negativeCosine(
            passes.first(),
            embedded.map(RegionHead.Embedded::predicted),
            embedded.map(RegionHead.Embedded::projected),
            alignment.sampleWeights(tf),
            TargetGradient.stoppedIf(config.stopGradient()));
    return new Agreement(
        loss,
        ImmutableMap.of(
            "collapse/region_std", Meters.spread(passes.first(), embedded.first().projected())));
  }

  /** Mean of each cell's points: {@code [B, 3R, 3R, C] -> [B, R * R, C]}. */
  private Operand<TFloat32> pool(Ops tf, Operand<TFloat32> points) {
    int cells = config.gridRegions();
    Operand<TFloat32> split =
        tf.reshape(
            points,
            tf.constant(new int[] {-1, cells, POINTS_PER_CELL, cells, POINTS_PER_CELL, channels}));
    return tf.reshape(
        tf.math.mean(split, tf.constant(new int[] {2, 4})),
        tf.constant(new int[] {-1, cells * cells, channels}));
  }
}
