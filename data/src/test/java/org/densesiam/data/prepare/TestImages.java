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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
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

  /** An APP1 segment with one tag, Orientation (EXIF 2.3, sections 4.5.4 and 4.6.2). */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] tiff = {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // big-endian; the first directory is at 8
      0,
      1, // one entry
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // tag, SHORT, one, value
      0,
      0,
      0,
      0 // no other directory
    };
    byte[] name = {'E', 'x', 'i', 'f', 0, 0};
    byte[] head = {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + name.length + tiff.length)};
    return Bytes.concat(
        Arrays.copyOf(jpeg, 2), head, name, tiff, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** A JPEG of four colours, a quarter each: red, green / blue, white. */
  static byte[] fourQuarters(int heightPx, int widthPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        boolean right = x >= widthPx / 2;
        boolean bottom = y >= heightPx / 2;
        image.setRGB(x, y, bottom ? (right ? 0xffffff : 0x0000ff) : (right ? 0x00ff00 : 0xff0000));
      }
    }
    return encode(image, "jpg");
  }

  /** A PNG that begins as one of this size does, and is none. */
  static byte[] pngHeader(int heightPx, int widthPx) {
    byte[] header = Arrays.copyOf(png(1, 1), 33); // signature and IHDR
    ByteBuffer.wrap(header).putInt(16, widthPx).putInt(20, heightPx);
    CRC32 check = new CRC32();
    check.update(header, 12, 17);
    ByteBuffer.wrap(header).putInt(29, (int) check.getValue());
    return Bytes.concat(header, Arrays.copyOfRange(png(1, 1), 33, png(1, 1).length));
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
