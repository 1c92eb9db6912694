package org.densesiam.data.pipeline;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.colour.Photometric;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.data.view.SquareCut;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Two views of each image of a batch, as they leave the CPU. Boxes follow the convention of {@code
 * org.densesiam.data.view}.
 *
 * @param colourPlace which picture is yet to be coloured
 * @param view1 {@code [B, P, P, 3]}, red, green, blue in 0..255, mirrored already where {@code
 *     flip1} says so; where the square is coloured, {@code [B, 2P, 2P, 3]}, that square, never
 *     mirrored
 * @param view2 as {@code view1}; where the square is coloured, the very same
 * @param box1 {@code [B, 4]}, where {@code view1} lies in the source image
 * @param box2 {@code [B, 4]}, where {@code view2} lies in the source image
 * @param flip1 {@code [B]}, whether {@code view1} is mirrored left-right
 * @param flip2 {@code [B]}, whether {@code view2} is mirrored left-right
 * @param colourDraws {@code [B, 2, D]}, numbers in {@code [0, 1)} for {@link Photometric}, keyed by
 *     (run seed, epoch, position) as all random numbers are
 * @param position {@code [B]}, index of the record in the epoch's order, from 0; ascending. A
 *     number left out is a record that could not be decoded
 */
public record ViewPairBatch(
    ColourPlace colourPlace,
    Operand<TUint8> view1,
    Operand<TUint8> view2,
    Operand<TFloat32> box1,
    Operand<TFloat32> box2,
    Operand<TBool> flip1,
    Operand<TBool> flip2,
    Operand<TFloat32> colourDraws,
    Operand<TInt64> position) {

  /** Both views as a network takes them: coloured, each by its own draws, and normalised. */
  public Twin<View> views(Ops tf, ColourConfig colour) {
    Photometric photometric = new Photometric(colour);
    return switch (colourPlace) {
      case VIEW ->
          new Twin<>(
              new View(photometric.apply(tf, view1, draws(tf, 0)), box1, flip1),
              new View(photometric.apply(tf, view2, draws(tf, 1)), box2, flip2));
      case SQUARE -> {
        int sizePx = (int) view1.shape().get(1) / 2;
        SquareCut part = SquareCut.part(tf, box2, box1, flip1, sizePx);
        SquareCut half = SquareCut.half(tf, sizePx);
        yield new Twin<>(
            new View(photometric.applyThenCut(tf, view1, draws(tf, 0), part), box1, flip1),
            new View(photometric.applyThenCut(tf, view2, draws(tf, 1), half), box2, flip2));
      }
    };
  }

  private Operand<TFloat32> draws(Ops tf, int view) {
    return tf.gather(colourDraws, tf.constant(view), tf.constant(1)); // [B, D]
  }
}
