package org.densesiam.model.loss;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** How predictions are compared with projections (method.md section 4). */
public enum Distance {
  /** {@link Similarity#negativeCosine}: pre-training's. */
  NEGATIVE_COSINE,
  /** {@link Similarity#crossEntropy}: segmentation's. */
  CROSS_ENTROPY;

  /** Scalar: the distance, symmetric in the views, with stopped targets. */
  Operand<TFloat32> between(
      ForwardPass<?> pass,
      Twin<Operand<TFloat32>> predicted,
      Twin<Operand<TFloat32>> projected,
      Operand<TFloat32> sampleWeights) {
    return switch (this) {
      case NEGATIVE_COSINE ->
          Similarity.negativeCosine(
              pass, predicted, projected, sampleWeights, TargetGradient.STOPPED);
      case CROSS_ENTROPY ->
          Similarity.crossEntropy(
              pass, predicted, projected, sampleWeights, TargetGradient.STOPPED);
    };
  }
}
