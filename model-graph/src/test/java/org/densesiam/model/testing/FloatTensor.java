package org.densesiam.model.testing;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Shape and values of a float32 tensor, copied out of native memory. Immutable. */
public final class FloatTensor {
  private final Shape shape;
  private final float[] values; // row-major

  private FloatTensor(Shape shape, float[] values) {
    checkArgument(shape.size() == values.length, "%s values do not fill %s", values.length, shape);
    this.shape = shape;
    this.values = values;
  }

  /** Values in row-major order. */
  public static FloatTensor of(Shape shape, float... values) {
    return new FloatTensor(shape, values.clone());
  }

  /** A scalar. */
  public static FloatTensor scalar(float value) {
    return new FloatTensor(Shape.scalar(), new float[] {value});
  }

  /** A vector. */
  public static FloatTensor vector(float... values) {
    return of(Shape.of(values.length), values);
  }

  /** The same value everywhere. */
  public static FloatTensor filled(Shape shape, float value) {
    float[] values = new float[(int) shape.size()];
    Arrays.fill(values, value);
    return new FloatTensor(shape, values);
  }

  /** Standard normal values of {@code seed}. */
  public static FloatTensor normal(Shape shape, long seed) {
    Random random = new Random(seed);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatTensor(shape, values);
  }

  /** The identity matrix. */
  public static FloatTensor identity(int side) {
    float[] values = new float[side * side];
    for (int i = 0; i < side; i++) {
      values[i * side + i] = 1;
    }
    return new FloatTensor(Shape.of(side, side), values);
  }

  /** A copy of {@code tensor}, which the caller goes on owning. */
  public static FloatTensor copyOf(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values));
    return new FloatTensor(tensor.shape(), values);
  }

  /** A native tensor, which the caller owns. */
  public TFloat32 toTensor() {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, true));
  }

  public Shape shape() {
    return shape;
  }

  /** A copy, row-major. */
  public float[] values() {
    return values.clone();
  }

  public int size() {
    return values.length;
  }

  /** The value at a position in row-major order. */
  public float at(int position) {
    return values[position];
  }

  /** The value of a scalar. */
  public float scalar() {
    checkArgument(values.length == 1, "not a scalar: %s", shape);
    return values[0];
  }

  /** The same, but for {@code delta} added at one position. */
  public FloatTensor shifted(int position, float delta) {
    float[] changed = values();
    changed[position] += delta;
    return new FloatTensor(shape, changed);
  }

  /** This plus {@code factor} times {@code other}. */
  public FloatTensor plus(FloatTensor other, float factor) {
    checkArgument(other.shape.equals(shape), "%s plus %s", shape, other.shape);
    float[] sum = values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.values[i];
    }
    return new FloatTensor(shape, sum);
  }

  /** The same values in another shape. */
  public FloatTensor reshaped(long... dimensions) {
    return new FloatTensor(Shape.of(dimensions), values);
  }

  /** Each value times {@code factor}. */
  public FloatTensor times(float factor) {
    float[] scaled = values();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new FloatTensor(shape, scaled);
  }

  /** Square root of the sum of squares. */
  public double norm() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  @Override
  public String toString() {
    String start = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 16)));
    return shape + (values.length > 16 ? start.replace("]", ", ..]") : start);
  }
}
