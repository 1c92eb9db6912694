package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.densesiam.export.image.RgbImage;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Small pictures with something in them: blocks of random colours. */
public final class TestImages {
  /** What training on ImageNet does to pixels. */
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final int BLOCK_PX = 7;

  private TestImages() {}

  /** Pictures that differ from each other. */
  public static ImmutableList<RgbImage> of(int count, int heightPx, int widthPx) {
    ImmutableList.Builder<RgbImage> images = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      images.add(one(heightPx, widthPx, i));
    }
    return images.build();
  }

  private static RgbImage one(int heightPx, int widthPx, long seed) {
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

  /** {@code [N, H, W, 3]}, {@code (x / 255 - mean) / std}. */
  public static FloatNdArray normalised(List<RgbImage> images, Normalisation normalisation) {
    RgbImage first = images.get(0);
    FloatNdArray all =
        NdArrays.ofFloats(Shape.of(images.size(), first.heightPx(), first.widthPx(), 3));
    for (int n = 0; n < images.size(); n++) {
      byte[] rgb = images.get(n).rgb();
      for (int i = 0; i < rgb.length; i++) {
        int c = i % 3;
        int pixel = i / 3;
        double share = (rgb[i] & 255) / 255.0;
        double value = (share - normalisation.mean().get(c)) / normalisation.std().get(c);
        all.setFloat((float) value, n, pixel / first.widthPx(), pixel % first.widthPx(), c);
      }
    }
    return all;
  }

  /** The picture as a file of an ImageIO format, {@code png} or {@code jpg}. */
  public static byte[] encode(RgbImage image, String format) {
    BufferedImage picture =
        new BufferedImage(image.widthPx(), image.heightPx(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      int packed = (rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255);
      picture.setRGB(i / 3 % image.widthPx(), i / 3 / image.widthPx(), packed);
    }
    return encode(picture, format);
  }

  /** A PNG of one grey channel, of one value. */
  public static byte[] encodeGrey(int heightPx, int widthPx, int value) {
    BufferedImage picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < heightPx * widthPx; i++) {
      picture.getRaster().setSample(i % widthPx, i / widthPx, 0, value);
    }
    return encode(picture, "png");
  }

  private static byte[] encode(BufferedImage picture, String format) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
