package org.densesiam.export.predict;

import static com.google.common.base.Preconditions.checkElementIndex;

import org.densesiam.export.image.RgbImage;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A category for each pixel of an image, and how sure the network is of it. Immutable.
 *
 * <p>Kept at the size at which the network saw the image; each pixel asks the one that it lies in.
 */
public final class SegmentedImage {
  private final int heightPx;
  private final int widthPx;
  private final int rows;
  private final int columns;
  private final int[] labels; // [rows, columns]
  private final float[] confidence; // [rows, columns]

  private SegmentedImage(RgbImage image, int rows, int columns, int[] labels, float[] confidence) {
    this.heightPx = image.heightPx();
    this.widthPx = image.widthPx();
    this.rows = rows;
    this.columns = columns;
    this.labels = labels;
    this.confidence = confidence;
  }

  /** The answer for {@code image}, both {@code [rows, columns]}. */
  static SegmentedImage of(RgbImage image, IntNdArray labels, FloatNdArray confidence) {
    int[] numbers = new int[Math.toIntExact(labels.size())];
    labels.copyTo(DataBuffers.of(numbers, false, false));
    float[] shares = new float[numbers.length];
    confidence.copyTo(DataBuffers.of(shares, false, false));
    int rows = (int) labels.shape().get(0);
    return new SegmentedImage(image, rows, (int) labels.shape().get(1), numbers, shares);
  }

  public int heightPx() {
    return heightPx;
  }

  public int widthPx() {
    return widthPx;
  }

  /** The category of a pixel, 0 to K - 1. */
  public int label(int row, int column) {
    return labels[index(row, column)];
  }

  /** What softmax gives the category of a pixel, 1/K to 1. */
  public float confidence(int row, int column) {
    return confidence[index(row, column)];
  }

  private int index(int row, int column) {
    checkElementIndex(row, heightPx, "row");
    checkElementIndex(column, widthPx, "column");
    int y = (int) ((long) row * rows / heightPx);
    int x = (int) ((long) column * columns / widthPx);
    return y * columns + x;
  }

  /** The categories of all pixels, {@code [heightPx, widthPx]}, row by row; the caller's own. */
  public int[] labels() {
    int[] all = new int[Math.multiplyExact(heightPx, widthPx)];
    for (int row = 0; row < heightPx; row++) {
      for (int column = 0; column < widthPx; column++) {
        all[row * widthPx + column] = label(row, column);
      }
    }
    return all;
  }
}
