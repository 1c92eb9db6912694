package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.image.BufferedImage;
import java.util.List;

/** Turns the numbers of one view into a picture. */
public final class Views {
  private static final int CHANNELS = 3;

  private Views() {}

  /**
   * A view before normalisation.
   *
   * @param rgb {@code [h, w, 3]}, bytes taken as 0..255
   */
  public static BufferedImage ofBytes(byte[] rgb, int heightPx, int widthPx) {
    checkLength(rgb.length, heightPx, widthPx);
    BufferedImage picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int i = 0, pixel = 0; i < rgb.length; i += CHANNELS, pixel++) {
      int packed = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
      picture.setRGB(pixel % widthPx, pixel / widthPx, packed);
    }
    return picture;
  }

  /**
   * A view as the network gets it, with the normalisation undone: {@code x * std + mean}, clamped.
   *
   * @param values {@code [h, w, 3]}
   * @param mean of red, green, blue, in [0, 1]
   * @param std of red, green, blue
   */
  public static BufferedImage ofNormalised(
      float[] values, int heightPx, int widthPx, List<Double> mean, List<Double> std) {
    checkArgument(mean.size() == CHANNELS && std.size() == CHANNELS, "mean and std have 3 values");
    byte[] rgb = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      double share = values[i] * std.get(i % CHANNELS) + mean.get(i % CHANNELS);
      rgb[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
    }
    return ofBytes(rgb, heightPx, widthPx);
  }

  private static void checkLength(int found, int heightPx, int widthPx) {
    checkArgument(
        found == heightPx * widthPx * CHANNELS,
        "a view of %s x %s px has %s values, found %s",
        heightPx,
        widthPx,
        heightPx * widthPx * CHANNELS,
        found);
  }
}
