package org.densesiam.it.parity;

import org.densesiam.model.testing.FloatTensor;
import org.tensorflow.ndarray.Shape;

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
    int rank = axes.length;
    long[] from = x.shape().asArray();
    long[] to = new long[rank];
    int[] strides = new int[rank]; // of the result's axes in x
    for (int i = 0; i < rank; i++) {
      to[i] = from[axes[i]];
      strides[i] = 1;
      for (int axis = axes[i] + 1; axis < rank; axis++) {
        strides[i] *= (int) from[axis];
      }
    }
    float[] moved = new float[x.size()];
    int[] index = new int[rank];
    for (int position = 0; position < moved.length; position++) {
      int source = 0;
      for (int i = 0; i < rank; i++) {
        source += index[i] * strides[i];
      }
      moved[position] = x.at(source);
      for (int i = rank - 1; i >= 0 && ++index[i] == to[i]; i--) {
        index[i] = 0;
      }
    }
    return FloatTensor.of(Shape.of(to), moved);
  }
}
