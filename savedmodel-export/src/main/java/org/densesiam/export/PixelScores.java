package org.densesiam.export;

import org.densesiam.model.SegmentingNetwork;
import org.densesiam.model.decoder.FeaturePyramid;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

/**
 * Scores of categories at every pixel, and what follows from them: what a run is judged by and what
 * its SavedModel answers (method.md section 6). Those of cells are first interpolated, bilinearly
 * at half-pixel centres, then compared, so that borders are smooth.
 *
 * @param ofCells {@code [N, h, w, K]}
 * @param scores {@code [N, H, W, K]}
 */
public record PixelScores(Ops tf, Operand<TFloat32> ofCells, Operand<TFloat32> scores) {

  /**
   * A segmenter's logits for plain pixels: normalised, by the running statistics of batch norms,
   * the main head's.
   *
   * @param images {@code [N, H, W, 3]}, 0..255
   */
  public static <T extends TFloating> PixelScores ofSegmenter(
      ForwardPass<T> pass,
      SegmentingNetwork<?> network,
      Normalisation normalisation,
      Operand<TUint8> images) {
    Operand<TFloat32> logits = // [N, H/4, W/4, K]
        network.logits(pass, normalisation.apply(pass.tf(), images));
    return of(pass.tf(), logits, images);
  }

  /**
   * Scores of cells brought to the size of images.
   *
   * @param ofCells {@code [N, h, w, K]}
   * @param images {@code [N, H, W, 3]}
   */
  public static PixelScores of(Ops tf, Operand<TFloat32> ofCells, Operand<TUint8> images) {
    Operand<TInt32> size =
        tf.slice(tf.shape(images), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    return new PixelScores(tf, ofCells, FeaturePyramid.upsample(tf, ofCells, size));
  }

  /** {@code [N, H, W]}: the category of the highest score, the first of equals. */
  public Operand<TInt32> labels() {
    return tf.math.argMax(scores, tf.constant(3), TInt32.class);
  }

  /**
   * {@code [N, H, W]}: what softmax gives the highest of scores that are logits, in [1/K, 1]:
   * {@code 1 / sum_k exp(z_k - max z)}.
   */
  public Operand<TFloat32> confidence() {
    Operand<TFloat32> highest =
        tf.reduceMax(scores, tf.constant(new int[] {3}), ReduceMax.keepDims(true));
    return tf.math.reciprocal(
        tf.reduceSum(tf.math.exp(tf.math.sub(scores, highest)), tf.constant(new int[] {3})));
  }
}
