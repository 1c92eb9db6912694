package org.densesiam.export.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * The pixels of a Java picture, as a PNG file of it would be decoded: samples as they are stored,
 * grey for all three colours, 16 bits cut to their upper 8, and without alpha.
 *
 * <p>{@link BufferedImage#getRGB} would do for most, but it takes grey for linear light and so
 * brightens it: 77 becomes 148.
 */
final class PicturePixels {
  private static final int CHANNELS = 3;

  private PicturePixels() {}

  /** {@code [heightPx, widthPx, 3]}. */
  static byte[] rgb(BufferedImage picture) {
    byte[] rgb = new byte[Math.multiplyExact(picture.getWidth() * CHANNELS, picture.getHeight())];
    boolean stored = isStoredAsShown(picture.getColorModel());
    for (int y = 0; y < picture.getHeight(); y++) {
      if (stored) {
        copyRow(picture.getRaster(), picture.getColorModel().getComponentSize(0) - 8, y, rgb);
      } else {
        convertRow(picture, y, rgb);
      }
    }
    return rgb;
  }

  /** Whether samples are grey or sRGB, whole bytes of 8 or 16 bits, and not multiplied by alpha. */
  private static boolean isStoredAsShown(ColorModel model) {
    ColorSpace space = model.getColorSpace();
    int bits = model.getComponentSize(0);
    return model instanceof ComponentColorModel
        && (space.getType() == ColorSpace.TYPE_GRAY || space.isCS_sRGB())
        && (bits == 8 || bits == 16)
        && !model.isAlphaPremultiplied();
  }

  private static void copyRow(Raster raster, int surplusBits, int y, byte[] rgb) {
    int widthPx = raster.getWidth();
    int colours = raster.getNumBands() < CHANNELS ? 1 : CHANNELS; // 1 or 2 with alpha are grey
    int[] samples = new int[widthPx];
    for (int c = 0; c < CHANNELS; c++) {
      raster.getSamples(0, y, widthPx, 1, Math.min(c, colours - 1), samples);
      for (int x = 0; x < widthPx; x++) {
        rgb[(y * widthPx + x) * CHANNELS + c] = (byte) (samples[x] >> surplusBits);
      }
    }
  }

  private static void convertRow(BufferedImage picture, int y, byte[] rgb) {
    int widthPx = picture.getWidth();
    int[] row = picture.getRGB(0, y, widthPx, 1, null, 0, widthPx);
    for (int x = 0; x < widthPx; x++) {
      int at = (y * widthPx + x) * CHANNELS;
      rgb[at] = (byte) (row[x] >> 16);
      rgb[at + 1] = (byte) (row[x] >> 8);
      rgb[at + 2] = (byte) row[x];
    }
  }
}
