package org.densesiam.model;

import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * A network that says of every point of an image which of {@code K} categories it belongs to.
 *
 * @param <I> what it learns from in a step
 */
public interface SegmentingNetwork<I> extends Learner<I> {

  /**
   * Adds the logits of the categories.
   *
   * @param image {@code [B, H, W, 3]}, normalised
   * @return {@code [B, H/4, W/4, K]}
   */
  <T extends TFloating> Operand<TFloat32> logits(ForwardPass<T> pass, Operand<TFloat32> image);
}
