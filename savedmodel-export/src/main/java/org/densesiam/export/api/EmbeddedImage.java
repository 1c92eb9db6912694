package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** A picture as a vector, and each cell of a grid over it as one. Immutable. */
public final class EmbeddedImage {
  private final float[] embedding; // [C5]
  private final int rows;
  private final int columns;
  private final int channels;
  private final float[] features; // [rows, columns, channels]

  private EmbeddedImage(float[] embedding, int rows, int columns, int channels, float[] features) {
    this.embedding = embedding;
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.features = features;
  }

  /** Of {@code pooled} {@code [C5]} and {@code dense} {@code [rows, columns, channels]}. */
  static EmbeddedImage of(FloatNdArray pooled, FloatNdArray dense) {
    long[] shape = dense.shape().asArray();
    return new EmbeddedImage(
        values(pooled), (int) shape[0], (int) shape[1], (int) shape[2], values(dense));
  }

  private static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /**
   * The picture as a whole: the mean of the backbone's last stage over its area, not normalised.
   * The caller's own.
   */
  public float[] embedding() {
    return embedding.clone();
  }

  /**
   * The cosine of the angle between two pictures' {@link #embedding}s, -1 to 1; 0 if one is zero.
   *
   * @throws IllegalArgumentException if they are of models of different width
   */
  public double similarity(EmbeddedImage other) {
    checkArgument(
        embedding.length == other.embedding.length,
        "embeddings of %s and %s numbers cannot be compared",
        embedding.length,
        other.embedding.length);
    double lengths = Math.sqrt(product(this, this) * product(other, other));
    return lengths == 0 ? 0 : product(this, other) / lengths;
  }

  private static double product(EmbeddedImage one, EmbeddedImage other) {
    double sum = 0;
    for (int i = 0; i < one.embedding.length; i++) {
      sum += (double) one.embedding[i] * other.embedding[i];
    }
    return sum;
  }

  /** Rows of the grid, from the picture's top. */
  public int rows() {
    return rows;
  }

  /** Columns of the grid, from the picture's left. */
  public int columns() {
    return columns;
  }

  /** Numbers of a cell. */
  public int channels() {
    return channels;
  }

  /** A cell of the grid, {@code [channels]}; the caller's own. */
  public float[] feature(int row, int column) {
    checkElementIndex(row, rows, "row");
    checkElementIndex(column, columns, "column");
    int from = (row * columns + column) * channels;
    return Arrays.copyOfRange(features, from, from + channels);
  }

  /** All cells, {@code [rows, columns, channels]}, row by row; the caller's own. */
  public float[] features() {
    return features.clone();
  }
}
