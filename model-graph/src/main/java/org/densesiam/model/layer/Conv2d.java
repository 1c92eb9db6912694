package org.densesiam.model.layer;

import java.util.List;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * 2-D convolution without bias. {@code [B, H, W, Cin] -> [B, ceil(H/stride), ceil(W/stride),
 * Cout]}.
 */
public final class Conv2d {
  private final int kernel;
  private final int stride;
  private final Variable weight; // [kernel, kernel, Cin, Cout]

  /**
   * Makes {@code weight}.
   *
   * @param kernel side of the kernel, odd
   * @param stride step of the output's cells in the input, at least 1
   */
  public Conv2d(
      ModelScope scope, int in, int out, int kernel, int stride, Initializer initializer) {
    this.kernel = kernel;
    this.stride = stride;
    this.weight = scope.weight("weight", Shape.of(kernel, kernel, in, out), initializer);
  }

  /** Adds the convolution of {@code x}. */
  public <T extends TFloating> Operand<T> apply(ForwardPass<T> pass, Operand<T> x) {
    Ops tf = pass.tf();
    if (kernel == 1 && stride == 1) {
      return PointwiseProduct.of(tf, x, pass.weight(weight));
    }
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    // At stride 1 TF's SAME pads an odd kernel as torchvision does. At stride 2 it pads (0, 1)
    // where
    // torchvision pads (1, 1), which pretrained weights need: hence the explicit pad there.
    if (stride == 1 || kernel == 1) {
      return tf.nn.conv2d(x, pass.weight(weight), strides, "SAME");
    }
    return tf.nn.conv2d(
        Padding.symmetric(tf, x, kernel / 2, 0f), pass.weight(weight), strides, "VALID");
  }

  /** Rows and columns added around a feature map. */
  static final class Padding {
    private Padding() {}

    /** {@code [B, h, w, C] -> [B, h + 2 * cells, w + 2 * cells, C]}. */
    static <T extends TFloating> Operand<T> symmetric(
        Ops tf, Operand<T> x, int cells, float value) {
      int[][] paddings = {{0, 0}, {cells, cells}, {cells, cells}, {0, 0}};
      return tf.pad(x, tf.constant(paddings), tf.dtypes.cast(tf.constant(value), x.type()));
    }
  }
}
