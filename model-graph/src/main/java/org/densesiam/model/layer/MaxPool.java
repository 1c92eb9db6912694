package org.densesiam.model.layer;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.types.family.TFloating;

/**
 * Maximum over 3 x 3 cells at stride 2, padding 1. {@code [B, h, w, C] -> [B, h/2, w/2, C]}.
 *
 * <p>The first {@code MaxPool} of TensorFlow, for which TensorFlow Java has no method: its {@code
 * tf.nn.maxPool} is {@code MaxPoolV2}, whose gradient has no oneDNN kernel and costs 7 % of a step
 * of ResNet-50 on a CPU.
 */
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
    OperationBuilder pool = pass.tf().scope().opBuilder("MaxPool", "MaxPool");
    pool.addInput(Conv2d.Padding.symmetric(pass.tf(), x, 1, 0f).asOutput());
    pool.setAttr("ksize", new long[] {1, 3, 3, 1});
    pool.setAttr("strides", new long[] {1, 2, 2, 1});
    pool.setAttr("padding", "VALID");
    return pool.build().output(0);
  }
}
