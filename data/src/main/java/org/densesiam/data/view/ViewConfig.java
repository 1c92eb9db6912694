package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How the two views of an image are cut out of it.
 *
 * @param sizePx side of the square views, in pixels, at least 8
 * @param cropAreaMin smallest area of a crop, as a share of the image's, in {@code (0, 1]}
 * @param cropAreaMax largest area of a crop, as a share of the image's, in {@code [cropAreaMin, 1]}
 * @param aspectRatioMin smallest width / height of a crop, above 0
 * @param aspectRatioMax largest width / height of a crop, at least {@code aspectRatioMin}
 * @param flipProbability chance of a view to be mirrored left-right, in {@code [0, 1]}
 * @param minOverlapArea area of the overlap of two crops, as a share of the image's, below which
 *     the pair says nothing to the dense losses, in {@code [0, 1)}; an empty overlap never counts
 */
public record ViewConfig(
    int sizePx,
    double cropAreaMin,
    double cropAreaMax,
    double aspectRatioMin,
    double aspectRatioMax,
    double flipProbability,
    double minOverlapArea)
    implements ViewPairConfig {

  public ViewConfig {
    ViewChecks.checkSizePx(sizePx);
    checkArgument(
        cropAreaMin > 0 && cropAreaMin <= cropAreaMax && cropAreaMax <= 1,
        "crop areas must satisfy 0 < cropAreaMin <= cropAreaMax <= 1: cropAreaMin is %s,"
            + " cropAreaMax is %s",
        cropAreaMin,
        cropAreaMax);
    checkArgument(
        aspectRatioMin > 0 && aspectRatioMin <= aspectRatioMax && Double.isFinite(aspectRatioMax),
        "aspect ratios must satisfy 0 < aspectRatioMin <= aspectRatioMax: aspectRatioMin is %s,"
            + " aspectRatioMax is %s",
        aspectRatioMin,
        aspectRatioMax);
    ViewChecks.checkFlipProbability(flipProbability);
    checkArgument(
        minOverlapArea >= 0 && minOverlapArea < 1,
        "minOverlapArea must be in [0, 1): %s",
        minOverlapArea);
  }

  /**
   * SimSiam's crops (arXiv 2011.10566, method.md section 5): area U(0.2, 1), ratio 3/4..4/3, flip p
   * = 0.5; pairs that share less than a hundredth of the image are left out of the dense losses.
   */
  public static ViewConfig simSiam(int sizePx) {
    return new ViewConfig(sizePx, 0.2, 1.0, 3.0 / 4.0, 4.0 / 3.0, 0.5, 0.01);
  }

  /** Crops of any shape and overlap have no picture in common that could be coloured before. */
  @Override
  public ColourPlace colourPlace() {
    return ColourPlace.VIEW;
  }

  @Override
  public Operand<TInt32> crops(
      Ops tf, Operand<TInt32> heightPx, Operand<TInt32> widthPx, Operand<TFloat32> draws) {
    return RandomCrops.draw(tf, heightPx, widthPx, draws, this);
  }

  @Override
  public double flipProbability(int view) {
    return flipProbability;
  }
}
