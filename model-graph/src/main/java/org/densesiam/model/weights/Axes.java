package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Orders of axes, as NumPy's {@code transpose} takes them. */
public final class Axes {
  private Axes() {}

  /** {@code shape} with its axes in the order {@code axes}, which names every axis once. */
  public static Shape transposed(Shape shape, int... axes) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    boolean everyAxis = sorted.length == shape.numDimensions();
    for (int i = 0; everyAxis && i < sorted.length; i++) {
      everyAxis = sorted[i] == i;
    }
    checkArgument(everyAxis, "%s are not the axes of %s", Arrays.toString(axes), shape);
    return Shape.of(Arrays.stream(axes).mapToLong(shape::get).toArray());
  }

  /** How far apart neighbours along each axis lie, in places. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.numDimensions()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape.get(axis);
    }
    return strides;
  }
}
