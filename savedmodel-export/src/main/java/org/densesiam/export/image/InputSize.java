package org.densesiam.export.image;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How large an image of any size goes into a network: the short side as asked for, the long side in
 * proportion, rounded to a multiple of 32 pixels.
 *
 * <p>Rounded, so that the cells of res5 tile the image, and so that photographs of about the same
 * proportions share a batch; the squeeze of 16 pixels at most is not seen in the result, which is
 * laid over the image by scaling. A long side of more than {@value #LONGEST} short ones is squeezed
 * to that, since a panorama would need the memory of hundreds of photographs.
 *
 * @param heightPx rows
 * @param widthPx columns
 */
public record InputSize(int heightPx, int widthPx) {
  private static final int LONGEST = 4;
  private static final int STRIDE_PX = 32;

  public InputSize {
    checkArgument(heightPx >= 1 && widthPx >= 1, "an image has pixels: %s x %s", heightPx, widthPx);
  }

  /**
   * The size for an image.
   *
   * @param shortSidePx of the result, at least 1
   */
  public static InputSize of(RgbImage image, int shortSidePx) {
    checkArgument(shortSidePx >= 1, "shortSidePx must be at least 1: %s", shortSidePx);
    boolean upright = image.heightPx() >= image.widthPx();
    double ratio =
        upright
            ? (double) image.heightPx() / image.widthPx()
            : (double) image.widthPx() / image.heightPx();
    double exact = shortSidePx * Math.min(ratio, LONGEST);
    int longSidePx =
        ratio == 1
            ? shortSidePx
            : Math.max(shortSidePx, Math.toIntExact(Math.round(exact / STRIDE_PX)) * STRIDE_PX);
    return upright
        ? new InputSize(longSidePx, shortSidePx)
        : new InputSize(shortSidePx, longSidePx);
  }
}
