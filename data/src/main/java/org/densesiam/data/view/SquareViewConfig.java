package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The views of unsupervised segmentation (method.md section 2): view 2 is the image's centre
 * square, view 1 a square crop of that square, mirrored or not. View 1's box is a part of view 2's,
 * so that every cell of view 1 has its like in view 2.
 *
 * @param sizePx side of the square views, in pixels, at least 8
 * @param cropSideMin smallest side of view 1's crop, as a share of the square's, in {@code (0, 1]}
 * @param cropSideMax largest side of view 1's crop, in {@code [cropSideMin, 1]}
 * @param flipProbability chance of view 1 to be mirrored left-right, in {@code [0, 1]}
 * @param colourPlace which picture is coloured
 */
public record SquareViewConfig(
    int sizePx,
    double cropSideMin,
    double cropSideMax,
    double flipProbability,
    ColourPlace colourPlace)
    implements ViewPairConfig {

  public SquareViewConfig {
    ViewChecks.checkSizePx(sizePx);
    checkArgument(
        cropSideMin > 0 && cropSideMin <= cropSideMax && cropSideMax <= 1,
        "crop sides must satisfy 0 < cropSideMin <= cropSideMax <= 1: cropSideMin is %s,"
            + " cropSideMax is %s",
        cropSideMin,
        cropSideMax);
    ViewChecks.checkFlipProbability(flipProbability);
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
