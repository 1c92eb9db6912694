package org.densesiam.trainer.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Points to be clustered, {@code [N, C]}. */
public final class Points {
  private final float[] values; // [N, C]
  private final int channels;

  private Points(float[] values, int channels) {
    this.values = values;
    this.channels = channels;
  }

  /**
   * Points that lie in an array, which is not copied and must not change.
   *
   * @param values {@code [N, C]}, row by row
   */
  public static Points view(float[] values, int channels) {
    checkArgument(
        channels >= 1 && values.length % channels == 0,
        "%s numbers are no points of %s channels",
        values.length,
        channels);
    return new Points(values, channels);
  }

  /** {@code N}. */
  public int size() {
    return values.length / channels;
  }

  /** {@code C}. */
  public int channels() {
    return channels;
  }

  /** Squared Euclidean distance of a point from another. */
  public double squaredDistance(int index, float[] point) {
    double sum = 0;
    int offset = index * channels;
    for (int c = 0; c < channels; c++) {
      double difference = values[offset + c] - point[c];
      sum += difference * difference;
    }
    return sum;
  }

  /** A copy of point {@code index}, {@code [C]}. */
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * channels, (index + 1) * channels);
  }

  /** All as a tensor, which the caller closes. */
  TFloat32 tensor() {
    return TFloat32.tensorOf(Shape.of(size(), channels), DataBuffers.of(values, true, false));
  }
}
