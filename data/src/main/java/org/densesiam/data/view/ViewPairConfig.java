package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How the two views of an image are cut out of it. */
public sealed interface ViewPairConfig permits ViewConfig, SquareViewConfig {

  /** Side of the square views, in pixels. */
  int sizePx();

  /** Which picture is coloured. */
  ColourPlace colourPlace();

  /**
   * Area of the overlap of the two views, as a share of the image's, below which the pair says
   * nothing to the dense losses, in {@code [0, 1)}; an empty overlap never counts.
   */
  double minOverlapArea();

  /**
   * Draws the crops of one image.
   *
   * @param heightPx scalar, the image's
   * @param widthPx scalar, the image's
   * @param draws {@code [2, n]}, uniform in {@code [0, 1)}, {@code n} at least {@link
   *     ViewPairCut#DRAWS}
   * @return {@code [2, 4]}: top, left, height, width in pixels, inside the image, never empty
   */
  Operand<TInt32> crops(
      Ops tf, Operand<TInt32> heightPx, Operand<TInt32> widthPx, Operand<TFloat32> draws);

  /**
   * Chance of a view to be mirrored left-right, in {@code [0, 1]}.
   *
   * @param view 0 or 1
   */
  double flipProbability(int view);
}
