package org.densesiam.model.layer;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Maximum over 3 x 3 cells at stride 2, padding 1. {@code [B, h, w, C] -> [B, h/2, w/2, C]}. */
public final class MaxPool {
  private MaxPool() {}

  /**
   * Adds the pooling.
   *
   * @param x after a ReLU: the padding is zero, which equals torchvision's minus infinity only
   *     where nothing is negative
   */
  public static <T extends TFloating> Operand<T> ofRectified(ForwardPass<T> pass, Operand<T> x) {
    checkArgument(x.shape().numDimensions() == 4, "x must be [B, h, w, C]: %s", x.shape());
    Ops tf = pass.tf();
    return tf.nn.maxPool(
        Padding.symmetric(tf, x, 1, 0f),
        tf.constant(new int[] {1, 3, 3, 1}),
        tf.constant(new int[] {1, 2, 2, 1}),
        "VALID");
  }
}
