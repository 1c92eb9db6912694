package org.densesiam.data.prepare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files of known content. */
final class TestImages {
  /** The last byte tells libjpeg how the inks were transformed: 0 not, 2 YCCK. */
  private static final byte[] ADOBE_MARKER =
      Bytes.concat(
          new byte[] {(byte) 0xff, (byte) 0xee, 0, 14},
          "Adobe".getBytes(US_ASCII),
          new byte[] {0, 100, 0, 0, 0, 0});

  private TestImages() {}

  static byte[] jpeg(int heightPx, int widthPx, long seed) {
    return encode(noise(heightPx, widthPx, seed, BufferedImage.TYPE_INT_RGB), "jpg");
  }

  static byte[] greyJpeg(int heightPx, int widthPx) {
    return encode(noise(heightPx, widthPx, 1, BufferedImage.TYPE_BYTE_GRAY), "jpg");
  }

  static byte[] png(int heightPx, int widthPx) {
    return encode(noise(heightPx, widthPx, 1, BufferedImage.TYPE_INT_ARGB), "png");
  }

  static byte[] other(String format) {
    return encode(noise(40, 40, 1, BufferedImage.TYPE_INT_RGB), format);
  }

  /** One colour of four components, stored as they are, without an Adobe marker. */
  static byte[] fourComponents(int... samples) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 48, 40, 4, null);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 48; x++) {
        raster.setPixel(x, y, samples);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1F);
      writer.write(null, new IIOImage(raster, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] withAdobeMarker(byte[] jpeg, int transform) {
    return Bytes.concat(
        Arrays.copyOf(jpeg, 2),
        ADOBE_MARKER,
        new byte[] {(byte) transform},
        Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static BufferedImage decode(byte[] image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(image));
  }

  private static BufferedImage noise(int heightPx, int widthPx, long seed, int type) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, type);
    Random random = new Random(seed);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        image.setRGB(x, y, 0xff000000 | random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
