package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Where the two views of one image are.
 *
 * @param crops {@code [2, 4]}: top, left, height, width in pixels
 * @param boxes {@code [2, 4]}: {@code (y0, x0, y1, x1)}, normalised to the image
 * @param flips {@code [2]}, whether a view is mirrored left-right
 */
public record ViewPairCut(Operand<TInt32> crops, Operand<TFloat32> boxes, Operand<TBool> flips) {
  private static final int FLIP = Math.max(RandomCrops.DRAWS, SquareCrops.DRAWS);

  /** Numbers in {@code [0, 1)} that a view's place is made of, whatever the configuration. */
  public static final int DRAWS = FLIP + 1;

  /**
   * Draws the views of one image.
   *
   * @param heightPx scalar, the image's
   * @param widthPx scalar, the image's
   * @param draws {@code [2, DRAWS]}, uniform in {@code [0, 1)}
   */
  public static ViewPairCut draw(
      Ops tf,
      Operand<TInt32> heightPx,
      Operand<TInt32> widthPx,
      Operand<TFloat32> draws,
      ViewPairConfig config) {
    Operand<TFloat32> flip = // [2]
        tf.reshape(
            tf.slice(draws, tf.constant(new int[] {0, FLIP}), tf.constant(new int[] {2, 1})),
            tf.constant(new int[] {2}));
    float[] chances = {(float) config.flipProbability(0), (float) config.flipProbability(1)};
    Operand<TInt32> crops = config.crops(tf, heightPx, widthPx, draws);
    return new ViewPairCut(
        crops,
        RandomCrops.boxes(tf, crops, heightPx, widthPx),
        tf.math.less(flip, tf.constant(chances)));
  }

  /**
   * The same with boxes normalised to an image that this one is a part of.
   *
   * @param part {@code [4]}, this image's box in that one
   */
  public ViewPairCut within(Ops tf, Operand<TFloat32> part) {
    Operand<TFloat32> start = tf.gather(part, tf.constant(new int[] {0, 1, 0, 1}), tf.constant(0));
    Operand<TFloat32> end = tf.gather(part, tf.constant(new int[] {2, 3, 2, 3}), tf.constant(0));
    Operand<TFloat32> extent = tf.math.sub(end, start); // [4]: height, width, height, width
    return new ViewPairCut(crops, tf.math.add(start, tf.math.mul(boxes, extent)), flips);
  }
}
