package org.densesiam.trainer.predict;

import java.io.IOException;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.PictureDecoder;
import org.densesiam.export.image.RgbImage;

/**
 * Decodes photographs, of which many wait at once. Thread-safe.
 *
 * @param budget what is done with an image takes a share of it
 */
record PhotoDecoder(PictureDecoder pictures, PixelBudget budget) {

  PhotoDecoder(ImageCodec codec, PredictionOptions options) {
    this(
        new PictureDecoder(codec, options.maxPixels(), options.exifOrientation()),
        PixelBudget.ofHeap(Runtime.getRuntime().maxMemory()));
  }

  /** As {@link PictureDecoder#size}. */
  PixelSize size(byte[] file) throws IOException {
    return pictures.size(file);
  }

  /** As {@link PictureDecoder#decode}. The caller has a share of the budget. */
  RgbImage decode(byte[] file) throws IOException {
    return pictures.decode(file);
  }

  /** As {@link ImageCodec#resize}. */
  RgbImage resize(RgbImage image, int heightPx, int widthPx) {
    return pictures.codec().resize(image, heightPx, widthPx);
  }
}
