package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/**
 * The views of images with labels: resized, cut out at random and mirrored or not, the label map
 * alike. Where the resized image is smaller than the view, the view is filled up with black pixels
 * without a label.
 */
public record LabelledViewConfig(
    @Key(value = "side of the square views", range = "[8, )", unit = "pixels") int sizePx,
    @Key(
            value =
                "smallest factor beyond the one that makes the image's shorter side sizePx long;"
                    + " below 1 the view shows more than the image has",
            range = "(0, 16]")
        double scaleMin,
    @Key(value = "largest factor, at least scaleMin", range = "(0, 16]") double scaleMax,
    @Key(value = "chance of a view to be mirrored left-right", range = "[0, 1]")
        double flipProbability,
    @Key(
            value =
                "views in an epoch at the least; with fewer images, each is taken several times",
            range = "[1, )")
        int minPerEpoch) {
  public LabelledViewConfig {
    KeyRange.check(
        LabelledViewConfig.class, sizePx, scaleMin, scaleMax, flipProbability, minPerEpoch);
    checkArgument(
        scaleMin <= scaleMax,
        "scales must satisfy 0 < scaleMin <= scaleMax <= 16: scaleMin is %s, scaleMax is %s",
        scaleMin,
        scaleMax);
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
