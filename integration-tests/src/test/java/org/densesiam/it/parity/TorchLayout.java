package org.densesiam.it.parity;

import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.weights.FloatArray;

/** PyTorch's order of axes to ours and back: images, convolutions, linear layers. */
final class TorchLayout {
  private TorchLayout() {}

  /** {@code [N, C, H, W] -> [N, H, W, C]}. */
  static FloatTensor image(FloatTensor x) {
    return permuted(x, 0, 2, 3, 1);
  }

  /** {@code [O, I, H, W] -> [H, W, I, O]}, {@code [O, I] -> [I, O]}, vectors as they are. */
  static FloatTensor weight(FloatTensor x) {
    return switch (x.shape().numDimensions()) {
      case 4 -> permuted(x, 2, 3, 1, 0);
      case 2 -> permuted(x, 1, 0);
      default -> x;
    };
  }

  /** Our weight in PyTorch's order. */
  static FloatTensor ofWeight(FloatTensor x) {
    return switch (x.shape().numDimensions()) {
      case 4 -> permuted(x, 3, 2, 0, 1);
      case 2 -> permuted(x, 1, 0);
      default -> x;
    };
  }

  private static FloatTensor permuted(FloatTensor x, int... axes) {
    FloatArray moved = FloatArray.of(x.shape(), x.values()).transposed(axes);
    return FloatTensor.of(moved.shape(), moved.toArray());
  }
}
