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
 */
record PhotoDecoder(ImageCodec codec, long maxPixels, boolean exifOrientation) {

  PhotoDecoder(ImageCodec codec, PredictionOptions options) {
    this(codec, options.maxPixels(), options.exifOrientation());
  }

  /**
   * An image as it is shown.
   *
   * @param file a JPEG, PNG, GIF or BMP
   * @throws IOException if it cannot be decoded or is too large to
   */
  RgbImage decode(byte[] file) throws IOException {
    PixelSize size =
        PictureHeader.size(file)
            .orElseThrow(
                () -> new IOException("expected a JPEG, PNG, GIF or BMP, found no header of one"));
    if (size.pixels() > maxPixels) {
      throw new IOException("expected at most %d pixels, found %s".formatted(maxPixels, size));
    }
    RgbImage stored = codec.decode(file);
    return exifOrientation ? stored.turned(Orientation.of(file)) : stored;
  }
}
