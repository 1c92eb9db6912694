package org.densesiam.trainer.predict;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.function.IntFunction;
import org.densesiam.export.picture.LabelMap;

/**
 * Label maps as annotations of data sets are: pictures whose numbers are labels, with a palette
 * that shows them in colours (PASCAL VOC's form).
 *
 * <p>Readers that keep a palette's indices, such as Pillow, NumPy through it, ImageIO's rasters and
 * {@code densesiam import masks}, get labels. Those that turn every PNG into grey or RGB, such as
 * OpenCV and TensorFlow's {@code decode_png}, get colours.
 */
final class LabelPicture {
  private static final int INDICES = 256;

  private LabelPicture() {}

  /**
   * The label map stretched to a size, each pixel of the label of the cell that it lies in: 8 bits
   * with a palette, or 16 bits of grey where a label is above 255.
   *
   * @param colours by label, 0 to 255
   */
  static BufferedImage of(LabelMap map, int heightPx, int widthPx, IntFunction<Color> colours) {
    boolean wide = map.labels().stream().anyMatch(label -> label >= INDICES);
    BufferedImage picture =
        wide
            ? new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_USHORT_GRAY)
            : new BufferedImage(
                widthPx, heightPx, BufferedImage.TYPE_BYTE_INDEXED, palette(colours));
    WritableRaster raster = picture.getRaster(); // past the colour model, which would convert
    for (int y = 0; y < heightPx; y++) {
      int row = (int) ((long) y * map.height() / heightPx);
      for (int x = 0; x < widthPx; x++) {
        int column = (int) ((long) x * map.width() / widthPx);
        raster.setSample(x, y, 0, map.labels().get(row * map.width() + column));
      }
    }
    return picture;
  }

  private static IndexColorModel palette(IntFunction<Color> colours) {
    int[] rgb = new int[INDICES];
    for (int label = 0; label < INDICES; label++) {
      rgb[label] = colours.apply(label).getRGB();
    }
    return new IndexColorModel(Byte.SIZE, INDICES, rgb, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
