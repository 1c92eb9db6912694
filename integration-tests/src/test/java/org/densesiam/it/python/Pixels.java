package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.densesiam.export.image.RgbImage;
import org.densesiam.model.weights.FloatArray;
import org.tensorflow.ndarray.Shape;

/** Pictures of coloured blocks, each its own, and what they look like to a network. */
final class Pixels {
  private static final int BLOCK_PX = 7;

  private Pixels() {}

  static ImmutableList<RgbImage> images(int count, int heightPx, int widthPx) {
    return IntStream.range(0, count)
        .mapToObj(seed -> image(heightPx, widthPx, seed))
        .collect(ImmutableList.toImmutableList());
  }

  static RgbImage image(int heightPx, int widthPx, long seed) {
    byte[] rgb = new byte[heightPx * widthPx * 3];
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        Random block = new Random(seed * 1_000_003 + (y / BLOCK_PX) * 1009L + x / BLOCK_PX);
        for (int c = 0; c < 3; c++) {
          rgb[(y * widthPx + x) * 3 + c] = (byte) block.nextInt(256);
        }
      }
    }
    return RgbImage.of(heightPx, widthPx, rgb);
  }

  /** {@code [N, H, W, 3]}, 0 to 255. */
  static FloatArray raw(List<RgbImage> images) {
    return normalised(images, List.of(0.0, 0.0, 0.0), List.of(1 / 255.0, 1 / 255.0, 1 / 255.0));
  }

  /** {@code [N, H, W, 3]}, {@code (x / 255 - mean) / std}. */
  static FloatArray normalised(List<RgbImage> images, List<Double> mean, List<Double> std) {
    RgbImage first = images.get(0);
    Shape shape = Shape.of(images.size(), first.heightPx(), first.widthPx(), 3);
    return FloatArray.filled(
        shape,
        out -> {
          for (RgbImage image : images) {
            byte[] rgb = image.rgb();
            for (int i = 0; i < rgb.length; i++) {
              double share = (rgb[i] & 255) / 255.0;
              out.put((float) ((share - mean.get(i % 3)) / std.get(i % 3)));
            }
          }
        });
  }

  /** A file of an ImageIO format, {@code png} or {@code jpg}. */
  static byte[] encode(RgbImage image, String format) throws IOException {
    BufferedImage picture =
        new BufferedImage(image.widthPx(), image.heightPx(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      int packed = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
      picture.setRGB(i / 3 % image.widthPx(), i / 3 / image.widthPx(), packed);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, format, bytes);
    return bytes.toByteArray();
  }
}
