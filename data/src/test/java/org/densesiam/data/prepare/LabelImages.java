package org.densesiam.data.prepare;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Label files of known values. */
final class LabelImages {
  private LabelImages() {}

  /** 8-bit grey of {@code value(row, column)}. */
  static byte[] grey(int heightPx, int widthPx, IntBinaryOperator value) {
    return encode(paint(new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY), value));
  }

  static byte[] grey16(int heightPx, int widthPx, IntBinaryOperator value) {
    return encode(
        paint(new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_USHORT_GRAY), value));
  }

  /** Indices of {@code bits} bits into a palette of colours that have nothing to do with them. */
  static byte[] palette(int bits, int heightPx, int widthPx, IntBinaryOperator value) {
    byte[] colours = new byte[3 << bits];
    new Random(bits).nextBytes(colours);
    IndexColorModel model = new IndexColorModel(bits, 1 << bits, colours, 0, false);
    BufferedImage image =
        new BufferedImage(
            model,
            bits == 8
                ? Raster.createInterleavedRaster(
                    DataBuffer.TYPE_BYTE, widthPx, heightPx, 1, new Point())
                : Raster.createPackedRaster(
                    DataBuffer.TYPE_BYTE, widthPx, heightPx, 1, bits, new Point()),
            false,
            null);
    return encode(paint(image, value));
  }

  private static BufferedImage paint(BufferedImage image, IntBinaryOperator value) {
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        image.getRaster().setSample(column, row, 0, value.applyAsInt(row, column));
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
