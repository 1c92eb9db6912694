package org.densesiam.data.prepare;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.densesiam.data.picture.PictureFormat;

/**
 * The numbers in a label map: what a PNG stores for each pixel, 1 to 16 bits of grey or the index
 * into a palette. Read by ImageIO, since TensorFlow turns palettes into colours.
 */
public final class LabelRaster {
  private final int heightPx;
  private final int widthPx;
  private final int[] values; // [heightPx, widthPx], row by row
  private final boolean grey8;

  private LabelRaster(BufferedImage picture) {
    Raster raster = picture.getRaster();
    this.heightPx = raster.getHeight();
    this.widthPx = raster.getWidth();
    this.values = raster.getSamples(0, 0, widthPx, heightPx, 0, (int[]) null);
    this.grey8 = picture.getType() == BufferedImage.TYPE_BYTE_GRAY;
  }

  /**
   * Reads a file's bytes.
   *
   * @throws IOException whose message says what was expected and found, if it is no label map
   */
  public static LabelRaster read(byte[] file) throws IOException {
    if (PictureFormat.of(file).filter(format -> format == PictureFormat.PNG).isEmpty()) {
      throw new IOException("expected a PNG, found another format");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    // Not ImageIO's own stream, which would make a temporary file.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return of(reader.read(0));
    } catch (RuntimeException e) { // ImageIO throws these on damaged files, too
      throw new IOException("expected a sound PNG, found a damaged one (" + e + ")", e);
    } finally {
      reader.dispose();
    }
  }

  private static LabelRaster of(BufferedImage picture) throws IOException {
    Raster raster = picture.getRaster();
    boolean palette = picture.getColorModel() instanceof IndexColorModel;
    if (!palette && raster.getNumBands() > 2) { // grey may come with transparency
      throw new IOException(
          "expected one channel or a palette, found %d channels: colours are not classes"
              .formatted(raster.getNumBands()));
    }
    return new LabelRaster(picture);
  }

  int heightPx() {
    return heightPx;
  }

  int widthPx() {
    return widthPx;
  }

  /** Number of pixels. */
  public int size() {
    return values.length;
  }

  /** The number of pixel {@code index}, row by row; at least 0. */
  public int value(int index) {
    return values[index];
  }

  /** Whether the file is 8 bits of grey already, as records have it. */
  boolean isGrey8() {
    return grey8;
  }
}
