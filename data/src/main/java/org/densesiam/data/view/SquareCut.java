package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * How the views of a batch are cut out of squares of twice their side ({@link ColourPlace#SQUARE}):
 * two products, {@code rows X columns^T}, one colour at a time.
 *
 * @param rows {@code [N, P, 2P]} or {@code [1, P, 2P]}, what each of a square's rows gives to each
 *     of the view's; adds up to 1
 * @param columns as {@code rows}, of columns
 */
public record SquareCut(Operand<TFloat32> rows, Operand<TFloat32> columns) {

  /**
   * View 1: a part of the square, interpolated bilinearly at the centres of its pixels, as the
   * released code's {@code interpolate} does. No pixel beyond the part is read, but for half a
   * pixel around one that is narrower than {@code P}.
   *
   * @param squareBox {@code [N, 4]}, the square's box in the source image
   * @param box {@code [N, 4]}, view 1's
   * @param flip {@code [N]}, whether view 1 is mirrored left-right
   * @param sizePx {@code P}
   */
  public static SquareCut part(
      Ops tf, Operand<TFloat32> squareBox, Operand<TFloat32> box, Operand<TBool> flip, int sizePx) {
    Operand<TFloat32> region = View.region(tf, box, flip);
    return new SquareCut(
        GridSampler.hatWeights(
            tf, GridSampler.positions(tf, squareBox, region, 0, sizePx), 2 * sizePx),
        GridSampler.hatWeights(
            tf, GridSampler.positions(tf, squareBox, region, 1, sizePx), 2 * sizePx));
  }

  /**
   * View 2: the whole square at half its side, antialiased by the triangle filter, as Pillow does.
   *
   * @param sizePx {@code P}
   */
  public static SquareCut half(Ops tf, int sizePx) {
    float[][] weights = new float[sizePx][2 * sizePx];
    for (int pixel = 0; pixel < sizePx; pixel++) {
      int centre = 2 * pixel + 1; // in pixels of the square, whose own centres are at halves
      float total = 0;
      for (int i = Math.max(0, centre - 2); i < Math.min(2 * sizePx, centre + 2); i++) {
        weights[pixel][i] = 1 - Math.abs(i + 0.5f - centre) / 2;
        total += weights[pixel][i];
      }
      for (int i = 0; i < 2 * sizePx; i++) {
        weights[pixel][i] /= total; // 7/4 at an edge, 2 elsewhere
      }
    }
    Operand<TFloat32> both = tf.constant(new float[][][] {weights});
    return new SquareCut(both, both);
  }

  /** One colour of squares to the same colour of views: {@code [N, 2P, 2P] -> [N, P, P]}. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> squares) {
    return BatchedProduct.secondTransposed(tf, BatchedProduct.of(tf, rows, squares), columns);
  }
}
