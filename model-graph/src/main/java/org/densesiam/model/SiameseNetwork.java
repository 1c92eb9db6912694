package org.densesiam.model;

import com.google.common.collect.ImmutableSet;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Passes;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** A network that learns from two views of each image. */
public interface SiameseNetwork extends Learner<Alignment> {

  @Override
  default <T extends TFloating> Losses losses(
      Passes<T> passes, Alignment alignment, ImmutableSet<LossTerm> active) {
    return losses(new Twin<>("view1", "view2").map(passes::next), alignment, active);
  }

  /**
   * Adds the losses of one replica's views.
   *
   * @param passes one a view, of the same replica
   * @param active which of the configured losses to ask for; the others add nothing to the graph
   */
  <T extends TFloating> Losses losses(
      Twin<ForwardPass<T>> passes, Alignment alignment, ImmutableSet<LossTerm> active);

  /**
   * Adds the encoder's operations for one view.
   *
   * @param image {@code [B, P, P, 3]}, normalised
   */
  <T extends TFloating> Features<T> encode(ForwardPass<T> pass, Operand<TFloat32> image);
}
