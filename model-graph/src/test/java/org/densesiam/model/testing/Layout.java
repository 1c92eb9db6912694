package org.densesiam.model.testing;

/** Moves fixtures from PyTorch's order of axes to TensorFlow's. */
public final class Layout {
  private Layout() {}

  /** {@code [B, C, H, W] -> [B, H, W, C]}. */
  public static float[] channelsLast(float[] values, int batch, int channels, int pixels) {
    float[] moved = new float[values.length];
    for (int b = 0; b < batch; b++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          moved[(b * pixels + p) * channels + c] = values[(b * channels + c) * pixels + p];
        }
      }
    }
    return moved;
  }
}
