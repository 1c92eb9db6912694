package org.densesiam.model.weights;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Numbers of a shape on the heap, in row-major order. Immutable. */
public final class FloatArray {
  private final Shape shape;
  private final float[] values;

  private FloatArray(Shape shape, float[] values) {
    this.shape = checkNotNull(shape);
    this.values = values;
  }

  /**
   * An array of these numbers, which are copied.
   *
   * @param values as many as {@code shape} has places
   */
  public static FloatArray of(Shape shape, float... values) {
    checkArgument(
        values.length == shape.size(),
        "%s holds %s values: %s",
        shape,
        shape.size(),
        values.length);
    return new FloatArray(shape, values.clone());
  }

  /**
   * An array without an extra copy.
   *
   * @param writer puts all numbers into the buffer; what it does not put is 0
   * @throws IllegalArgumentException if the shape has more than {@code 2^31 - 1} places
   */
  public static FloatArray filled(Shape shape, Consumer<FloatBuffer> writer) {
    checkArgument(shape.size() <= Integer.MAX_VALUE, "%s is too large for Java's heap", shape);
    float[] values = new float[(int) shape.size()];
    writer.accept(FloatBuffer.wrap(values));
    return new FloatArray(shape, values);
  }

  public Shape shape() {
    return shape;
  }

  /** The numbers, read-only, from the first to the last. */
  public FloatBuffer values() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /** A copy of the numbers. */
  public float[] toArray() {
    return values.clone();
  }

  /** Place of the first number that is infinite or none at all, if there is one. */
  public OptionalInt firstNotFinite() {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The same numbers with the axes in another order: axis {@code i} of the result is axis {@code
   * axes[i]} of this array, as NumPy's {@code transpose} has it.
   *
   * @param axes every axis once
   */
  public FloatArray transposed(int... axes) {
    return filled(Axes.transposed(shape, axes), out -> copyTransposed(axes, out));
  }

  private void copyTransposed(int[] axes, FloatBuffer out) {
    int rank = axes.length;
    int[] strides = Axes.strides(shape);
    int[] place = new int[rank]; // in the result
    int from = 0;
    for (int written = 0; written < values.length; written++) {
      out.put(values[from]);
      for (int axis = rank - 1; axis >= 0; axis--) { // the last axis runs fastest
        from += strides[axes[axis]];
        place[axis]++;
        if (place[axis] < shape.get(axes[axis])) {
          break;
        }
        from -= place[axis] * strides[axes[axis]];
        place[axis] = 0;
      }
    }
  }

  /** Whether shape and bits are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FloatArray array
        && shape.equals(array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "floats " + shape;
  }
}
