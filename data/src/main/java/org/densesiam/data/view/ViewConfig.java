package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How the two views of an image are cut out of it. */
public record ViewConfig(
    @Key(value = "side of the square views", range = "[8, )", unit = "pixels") int sizePx,
    @Key(value = "smallest area of a crop, as a share of the image's", range = "(0, 1]")
        double cropAreaMin,
    @Key(value = "largest area of a crop, at least cropAreaMin", range = "(0, 1]")
        double cropAreaMax,
    @Key(value = "smallest width / height of a crop", range = "(0, )") double aspectRatioMin,
    @Key(value = "largest width / height of a crop, at least aspectRatioMin", range = "(0, )")
        double aspectRatioMax,
    @Key(value = "chance of a view to be mirrored left-right", range = "[0, 1]")
        double flipProbability,
    @Key(
            value =
                "overlap of two crops, as a share of the image's area, below which a pair says"
                    + " nothing to the dense losses",
            range = "[0, 1)")
        double minOverlapArea)
    implements ViewPairConfig {

  public ViewConfig {
    KeyRange.check(
        ViewConfig.class,
        sizePx,
        cropAreaMin,
        cropAreaMax,
        aspectRatioMin,
        aspectRatioMax,
        flipProbability,
        minOverlapArea);
    checkArgument(
        cropAreaMin <= cropAreaMax,
        "crop areas must satisfy 0 < cropAreaMin <= cropAreaMax <= 1: cropAreaMin is %s,"
            + " cropAreaMax is %s",
        cropAreaMin,
        cropAreaMax);
    checkArgument(
        aspectRatioMin <= aspectRatioMax,
        "aspect ratios must satisfy 0 < aspectRatioMin <= aspectRatioMax: aspectRatioMin is %s,"
            + " aspectRatioMax is %s",
        aspectRatioMin,
        aspectRatioMax);
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
