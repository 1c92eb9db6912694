package org.densesiam.data.pipeline;

import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.colour.Photometric;
import org.densesiam.data.view.LabelledView;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * One view of each image of a batch with its labels, as they leave the CPU.
 *
 * @param image {@code [B, P, P, 3]}, red, green, blue in 0..255
 * @param labels {@code [B, P, P]}, the number of each pixel's class, 255 where it is to be ignored
 * @param colourDraws {@code [B, D]}, numbers in {@code [0, 1)} for {@link Photometric}
 * @param position {@code [B]}, as {@link ViewPairBatch#position}
 */
public record LabelledBatch(
    Operand<TUint8> image,
    Operand<TUint8> labels,
    Operand<TFloat32> colourDraws,
    Operand<TInt64> position) {

  /** The views as a network takes them: coloured and normalised. */
  public LabelledView view(Ops tf, ColourConfig colour) {
    return new LabelledView(
        new Photometric(colour).apply(tf, image, colourDraws),
        tf.dtypes.cast(labels, TInt32.class));
  }
}
