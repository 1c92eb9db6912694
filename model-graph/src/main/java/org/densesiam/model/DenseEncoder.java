package org.densesiam.model;

import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.backbone.Backbone;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.decoder.FeaturePyramid;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** Backbone and feature pyramid: an image to its dense map, {@code [B, P/4, P/4, D]}. */
final class DenseEncoder {
  private final Backbone backbone;
  private final FeaturePyramid decoder;

  /**
   * Makes the variables {@code backbone} and {@code decoder}.
   *
   * @param channels of the dense map, {@code D}
   */
  DenseEncoder(ModelScope scope, BackboneConfig config, int channels) {
    this.backbone = config.build(scope.child("backbone"));
    this.decoder = new FeaturePyramid(scope.child("decoder"), config, channels);
  }

  /** Adds the backbone's operations for one view, {@code [B, P, P, 3]}. */
  <T extends TFloating> Features<T> encode(ForwardPass<T> pass, Operand<TFloat32> image) {
    return backbone.apply(pass, pass.toCompute(image));
  }

  /** Adds the decoder's operations for one view: {@code [B, P/4, P/4, D]}. */
  <T extends TFloating> Operand<T> dense(ForwardPass<T> pass, Features<T> features) {
    return decoder.apply(pass, features);
  }

  /** The dense maps of both views, view 2's at view 1's cells: {@code [B, h, w, D]}. */
  <T extends TFloating> Twin<Operand<T>> aligned(
      Twin<ForwardPass<T>> passes, Twin<Features<T>> features, Alignment alignment) {
    Twin<Operand<T>> dense = passes.with(features, decoder::<T>apply);
    int height = (int) dense.first().shape().get(1);
    int width = (int) dense.first().shape().get(2);
    ForwardPass<T> second = passes.second();
    Operand<TFloat32> moved =
        alignment.secondAtFirst(second.tf(), second.toFloat(dense.second()), height, width);
    return new Twin<>(dense.first(), second.toCompute(moved));
  }
}
