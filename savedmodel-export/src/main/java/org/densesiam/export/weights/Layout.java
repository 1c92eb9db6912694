package org.densesiam.export.weights;

import org.densesiam.model.weights.Axes;
import org.densesiam.model.weights.FloatArray;
import org.tensorflow.ndarray.Shape;

/** In which order the axes of a weight lie. */
enum Layout {
  /** From PyTorch's to ours. */
  FROM_TORCH,
  /** From ours to PyTorch's. */
  TO_TORCH;

  Shape of(Shape shape) {
    return switch (shape.numDimensions()) {
      case 2 -> Axes.transposed(shape, 1, 0);
      case 4 -> Axes.transposed(shape, kernel());
      default -> shape;
    };
  }

  FloatArray of(FloatArray array) {
    return switch (array.shape().numDimensions()) {
      case 2 -> array.transposed(1, 0);
      case 4 -> array.transposed(kernel());
      default -> array;
    };
  }

  /** Axes of a kernel in the new layout, by their places in the old one. */
  private int[] kernel() {
    return switch (this) {
      case FROM_TORCH -> new int[] {2, 3, 1, 0};
      case TO_TORCH -> new int[] {3, 2, 0, 1};
    };
  }
}
