package org.densesiam.trainer.predict;

import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.RgbImage;

/**
 * An image on its way through a model.
 *
 * @param stem relative name of what is written for it, without a suffix
 * @param file the encoded image: a decoded one is ten times as large, and is only needed again to
 *     draw on
 * @param heightPx of the image
 * @param widthPx of the image
 * @param input what the model gets
 */
record Photo(String stem, EncodedFile file, int heightPx, int widthPx, RgbImage input) {

  /** Bytes that are handed on, never compared. */
  static final class EncodedFile {
    private final byte[] bytes;

    EncodedFile(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  InputSize inputSize() {
    return new InputSize(input.heightPx(), input.widthPx());
  }
}
