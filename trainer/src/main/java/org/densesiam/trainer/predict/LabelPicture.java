package org.densesiam.trainer.predict;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import org.densesiam.export.picture.LabelMap;

/** Label maps as pictures of one channel, as annotations of data sets are. */
final class LabelPicture {
  private static final int HIGHEST_IN_A_BYTE = 255;

  private LabelPicture() {}

  /** The label map stretched to a size, each pixel of the label of the cell that it lies in. */
  static BufferedImage of(LabelMap map, int heightPx, int widthPx) {
    boolean wide = map.labels().stream().anyMatch(label -> label > HIGHEST_IN_A_BYTE);
    BufferedImage picture =
        new BufferedImage(
            widthPx,
            heightPx,
            wide ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
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
}
