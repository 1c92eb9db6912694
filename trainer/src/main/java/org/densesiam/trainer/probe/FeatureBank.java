package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.densesiam.trainer.cluster.Points;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Features, and a label for each. {@code [N, C]} and {@code [N]}. Immutable; the numbers are never
 * handed out, as they may take hundreds of megabytes.
 */
public final class FeatureBank {
  private final float[] values; // [N, C]
  private final int channels;
  private final ImmutableIntArray labels;

  private FeatureBank(float[] values, int channels, ImmutableIntArray labels) {
    this.values = values;
    this.channels = channels;
    this.labels = labels;
  }

  /**
   * A copy of some features.
   *
   * @param values {@code [N, C]}, row by row
   * @param labels {@code [N]}; whatever the user of the bank takes them for
   */
  public static FeatureBank of(float[] values, int channels, int[] labels) {
    return new FeatureBank(values.clone(), channels, ImmutableIntArray.copyOf(labels))
        .checkComplete();
  }

  private FeatureBank checkComplete() {
    checkArgument(
        channels >= 1 && values.length == channels * labels.length(),
        "%s features of %s channels are %s numbers, found %s",
        labels.length(),
        channels,
        channels * labels.length(),
        values.length);
    checkArgument(labels.length() >= 1, "a bank of features must not be empty");
    return this;
  }

  /** The features alone; nothing is copied. */
  Points points() {
    return Points.view(values, channels);
  }

  /** {@code N}, at least 1. */
  public int size() {
    return labels.length();
  }

  /** {@code C}. */
  public int channels() {
    return channels;
  }

  /** Label of feature {@code index}. */
  public int label(int index) {
    return labels.get(index);
  }

  /** The largest label plus one. */
  public int classes() {
    return labels.stream().max().orElseThrow() + 1;
  }

  float value(int index, int channel) {
    return values[index * channels + channel];
  }

  /** Rows {@code from} to {@code to}, exclusive, as a tensor, which the caller closes. */
  TFloat32 tensor(int from, int to) {
    return TFloat32.tensorOf(
        Shape.of(to - from, channels),
        DataBuffers.of(values, true, false)
            .slice((long) from * channels, (long) (to - from) * channels));
  }

  /** Some rows as a tensor, which the caller closes. */
  TFloat32 tensor(int[] rows) {
    float[] picked = new float[rows.length * channels];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * channels, picked, i * channels, channels);
    }
    return TFloat32.tensorOf(Shape.of(rows.length, channels), DataBuffers.of(picked));
  }

  /** Squared Euclidean distance of a feature from a point. */
  public double squaredDistance(int index, float[] point) {
    return points().squaredDistance(index, point);
  }

  /** The mean of all features, {@code [C]}. */
  public float[] mean() {
    double[] sums = new double[channels];
    for (int i = 0; i < values.length; i++) {
      sums[i % channels] += values[i];
    }
    float[] mean = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (sums[c] / size());
    }
    return mean;
  }

  /** A copy of feature {@code index}, {@code [C]}. */
  public float[] row(int index) {
    return points().row(index);
  }

  /** The same features through {@code scaling}. */
  FeatureBank scaled(ChannelScaling scaling) {
    return new FeatureBank(scaling.apply(values), channels, labels);
  }

  /** The same features, each of length 1; those of length 0 stay. */
  public FeatureBank normalised() {
    float[] unit = values.clone();
    for (int i = 0; i < size(); i++) {
      double length = Math.sqrt(squaredDistance(i, new float[channels]));
      for (int c = 0; c < channels && length > 0; c++) {
        unit[i * channels + c] = (float) (unit[i * channels + c] / length);
      }
    }
    return new FeatureBank(unit, channels, labels);
  }

  /** Collects features one by one. */
  static final class Builder {
    private final int channels;
    private final ImmutableIntArray.Builder labels = ImmutableIntArray.builder();
    private float[] values;
    private int count;

    /** For about {@code expected} features. */
    Builder(int channels, int expected) {
      this.channels = channels;
      this.values = new float[Math.multiplyExact(channels, Math.max(1, expected))];
    }

    /** Adds {@code values[offset .. offset + C)}. */
    void add(float[] from, int offset, int label) {
      if ((count + 1) * channels > values.length) {
        values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
      }
      System.arraycopy(from, offset, values, count * channels, channels);
      labels.add(label);
      count++;
    }

    FeatureBank build() {
      return new FeatureBank(Arrays.copyOf(values, count * channels), channels, labels.build())
          .checkComplete();
    }

    int size() {
      return count;
    }
  }
}
