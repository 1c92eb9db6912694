package org.densesiam.trainer.probe;

import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Features of a batch, in Java's memory: {@code [B, h, w, C]}, row by row. */
final class FeatureMaps {
  private final float[] values;
  private final int images;
  private final int height;
  private final int width;
  private final int channels;

  private FeatureMaps(float[] values, int images, int height, int width, int channels) {
    this.values = values;
    this.images = images;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /** A copy of {@code [B, h, w, C]}, or of {@code [B, C]} as maps of 1 x 1. */
  static FeatureMaps of(TFloat32 tensor) {
    Shape shape = tensor.shape();
    boolean flat = shape.numDimensions() == 2;
    return new FeatureMaps(
        Tensors.floats(tensor),
        (int) shape.get(0),
        flat ? 1 : (int) shape.get(1),
        flat ? 1 : (int) shape.get(2),
        (int) shape.get(shape.numDimensions() - 1));
  }

  int images() {
    return images;
  }

  /** {@code h}. */
  int height() {
    return height;
  }

  /** {@code w}. */
  int width() {
    return width;
  }

  /** Cells of one image, {@code h w}. */
  int cells() {
    return height * width;
  }

  /** Adds a cell of an image, counted row by row, to a bank. */
  void addTo(FeatureBank.Builder bank, int image, int cell, int label) {
    bank.add(values, (image * cells() + cell) * channels, label);
  }
}
