package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The views of images with labels: resized, cut out at random and mirrored or not, the label map
 * alike. Where the resized image is smaller than the view, the view is filled up with black pixels
 * without a label.
 *
 * @param sizePx side of the square views, in pixels, at least 8
 * @param scaleMin smallest factor beyond the one that makes the image's shorter side {@code sizePx}
 *     long, above 0; below 1 the view shows more than the image has
 * @param scaleMax largest factor, in {@code [scaleMin, 16]}
 * @param flipProbability chance of a view to be mirrored left-right, in {@code [0, 1]}
 * @param minPerEpoch views in an epoch at the least, at least 1: where there are fewer images, an
 *     epoch takes each as often as it must, each time in another view, so that ten labels are not
 *     learned from in ten views alone
 */
public record LabelledViewConfig(
    int sizePx, double scaleMin, double scaleMax, double flipProbability, int minPerEpoch) {
  private static final double LARGEST_SCALE = 16;

  public LabelledViewConfig {
    ViewChecks.checkSizePx(sizePx);
    checkArgument(
        scaleMin > 0 && scaleMin <= scaleMax && scaleMax <= LARGEST_SCALE,
        "scales must satisfy 0 < scaleMin <= scaleMax <= %s: scaleMin is %s, scaleMax is %s",
        LARGEST_SCALE,
        scaleMin,
        scaleMax);
    ViewChecks.checkFlipProbability(flipProbability);
    checkArgument(minPerEpoch >= 1, "minPerEpoch must be at least 1: %s", minPerEpoch);
  }

  /**
   * How often an epoch takes each of some images.
   *
   * @param images at least 1
   */
  public int timesPerEpoch(long images) {
    return (int) ((minPerEpoch + images - 1) / images);
  }
}
