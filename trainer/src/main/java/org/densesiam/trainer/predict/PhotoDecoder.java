package org.densesiam.trainer.predict;

import java.io.IOException;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PictureHeader;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.RgbImage;

/**
 * Decodes photographs that may be anything. Thread-safe.
 *
 * @param codec stays open
 * @param budget what is done with an image takes a share of it
 */
record PhotoDecoder(ImageCodec codec, long maxPixels, boolean exifOrientation, PixelBudget budget) {

  PhotoDecoder(ImageCodec codec, PredictionOptions options) {
    this(
        codec,
        options.maxPixels(),
        options.exifOrientation(),
        PixelBudget.ofHeap(Runtime.getRuntime().maxMemory()));
  }

  /**
   * The size of an image, as it is stored.
   *
   * @param file a JPEG, PNG, GIF or BMP
   * @throws IOException if it is none, or too large to be decoded
   */
  PixelSize size(byte[] file) throws IOException {
    PixelSize size =
        PictureHeader.size(file)
            .orElseThrow(
                () -> new IOException("expected a JPEG, PNG, GIF or BMP, found no header of one"));
    if (size.pixels() > maxPixels) {
      throw new IOException("expected at most %d pixels, found %s".formatted(maxPixels, size));
    }
    return size;
  }

  /**
   * An image as it is shown. The caller has a share of the budget.
   *
   * @param file one that has a {@link #size}
   * @throws IOException if it cannot be decoded
   */
  RgbImage decode(byte[] file) throws IOException {
    RgbImage stored = codec.decode(file);
    return exifOrientation ? stored.turned(Orientation.of(file)) : stored;
  }
}
