package org.densesiam.trainer.probe;

import com.google.common.base.Ascii;

/** What is learned on frozen features. */
public enum ProbeTask {
  /** A 1x1 convolution, from labels of pixels: mIoU. */
  LINEAR_SEG,
  /** Clusters of points, from no labels, matched to classes afterwards: mIoU. */
  KMEANS,
  /** A linear classifier of whole images: top-1 and top-5. */
  LINEAR,
  /** A vote of the nearest neighbours of whole images: top-1 and top-5. */
  KNN;

  /** As on the command line, {@code linear-seg}. */
  public String optionName() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
