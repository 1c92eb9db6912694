package org.densesiam.trainer.eval;

import org.tensorflow.types.TUint8;

/** Tells for every pixel of images which of {@code K} clusters, or classes, it belongs to. */
public interface LabelPredictor {

  /** {@code K}, at least 1. */
  int clusters();

  /**
   * The clusters of all pixels.
   *
   * @param images {@code [B, P, P, 3]}, red, green, blue in 0..255; the caller's to close
   * @return {@code [B, P, P]}, row by row; 0 to K - 1
   */
  int[] predict(TUint8 images);
}
