package org.densesiam.model.loss;

import org.densesiam.data.view.Twin;
import org.densesiam.model.head.Predictor;
import org.densesiam.model.head.Projector;
import org.densesiam.model.layer.Linear;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Projector and predictor of region embeddings, {@code kernel_*} in the released code's names. */
final class RegionHead {
  private final Projector projector;
  private final Predictor predictor;
  private final int channels;
  private final int width;

  /**
   * Makes the variables {@code kernel_projector} and {@code kernel_predictor}.
   *
   * @param channels of a region's embedding
   * @param width channels of the projector's hidden layers and of the projection
   * @param predictorWidth channels of the predictor's hidden layer
   */
  RegionHead(ModelScope scope, int channels, int width, int predictorWidth) {
    this.channels = channels;
    this.width = width;
    this.projector =
        new Projector(scope.child("kernel_projector"), Linear.Over.VECTORS, channels, width, width);
    this.predictor =
        new Predictor(scope.child("kernel_predictor"), Linear.Over.VECTORS, width, predictorWidth);
  }

  /**
   * Projections and predictions of one view's regions.
   *
   * @param projected {@code z}, {@code [B, R, D]}
   * @param predicted {@code p}, {@code [B, R, D]}
   */
  record Embedded(Operand<TFloat32> projected, Operand<TFloat32> predicted) {}

  /**
   * Adds projections and predictions.
   *
   * @param regions {@code [B, R, C]} of each view
   */
  <T extends TFloating> Twin<Embedded> apply(
      Twin<ForwardPass<T>> passes, Twin<Operand<TFloat32>> regions) {
    int count = (int) regions.first().shape().get(1);
    return passes.with(regions, (pass, embeddings) -> embed(pass, embeddings, count));
  }

  private <T extends TFloating> Embedded embed(
      ForwardPass<T> pass, Operand<TFloat32> regions, int count) {
    Ops tf = pass.tf();
    Operand<TFloat32> vectors =
        tf.reshape(regions, tf.constant(new int[] {-1, channels})); // [B * R, C]
    Operand<T> z = projector.apply(pass, pass.toCompute(vectors)); // [B * R, D]
    Operand<T> p = predictor.apply(pass, z);
    Operand<TInt32> shape = tf.constant(new int[] {-1, count, width});
    return new Embedded(tf.reshape(pass.toFloat(z), shape), tf.reshape(pass.toFloat(p), shape));
  }
}
