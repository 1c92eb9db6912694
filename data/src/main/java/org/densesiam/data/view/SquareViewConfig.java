package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The views of unsupervised segmentation (method.md section 2): view 2 is the image's centre
 * square, view 1 a square crop of that square, mirrored or not. View 1's box is a part of view 2's,
 * so that every cell of view 1 has its like in view 2.
 */
public record SquareViewConfig(
    @Key(value = "side of the square views", range = "[8, )", unit = "pixels") int sizePx,
    @Key(
            value = "smallest side of view 1's crop, as a share of the centre square's",
            range = "(0, 1]")
        double cropSideMin,
    @Key(value = "largest side of view 1's crop, at least cropSideMin", range = "(0, 1]")
        double cropSideMax,
    @Key(value = "chance of view 1 to be mirrored left-right", range = "[0, 1]")
        double flipProbability,
    @Key(
            "which picture is coloured: each view, or a square of twice its side that it is cut"
                + " from (released code)")
        ColourPlace colourPlace)
    implements ViewPairConfig {

  public SquareViewConfig {
    KeyRange.check(
        SquareViewConfig.class, sizePx, cropSideMin, cropSideMax, flipProbability, colourPlace);
    checkArgument(
        cropSideMin <= cropSideMax,
        "crop sides must satisfy 0 < cropSideMin <= cropSideMax <= 1: cropSideMin is %s,"
            + " cropSideMax is %s",
        cropSideMin,
        cropSideMax);
  }

  /** The released code's views: side U(0.5, 1), flip p = 0.5, of coloured squares (section 2). */
  public static SquareViewConfig released(int sizePx) {
    return new SquareViewConfig(sizePx, 0.5, 1.0, 0.5, ColourPlace.SQUARE);
  }

  /** None: view 1 lies within view 2. */
  @Override
  public double minOverlapArea() {
    return 0;
  }

  @Override
  public Operand<TInt32> crops(
      Ops tf, Operand<TInt32> heightPx, Operand<TInt32> widthPx, Operand<TFloat32> draws) {
    return SquareCrops.draw(tf, heightPx, widthPx, draws, this);
  }

  @Override
  public double flipProbability(int view) {
    return view == 0 ? flipProbability : 0;
  }
}
