package org.densesiam.data.pipeline;

import java.util.List;
import org.densesiam.data.colour.Photometric;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.view.LabelledViewConfig;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * One record to one view and its labels: parse, decode, resize, cut, flip, both alike. Runs on many
 * records at once, so it holds no state; every number it draws is a function of (draw key,
 * position).
 */
record LabelledViewFunction(String imageKey, LabelledViewConfig config) {
  private static final int SCALE = 0;
  private static final int PLACE = 1;
  private static final int FLIP = 3;
  private static final int COLOUR = 4;
  private static final int DRAWS = COLOUR + Photometric.DRAWS;

  /** Components of a batch's element, in the order of {@link LabelledBatch}. */
  static ElementSpec element(int sizePx) {
    return ElementSpec.of(TUint8.class, Shape.of(sizePx, sizePx, 3))
        .and(TUint8.class, Shape.of(sizePx, sizePx))
        .and(TFloat32.class, Shape.of(Photometric.DRAWS))
        .and(TInt64.class, Shape.scalar());
  }

  /** (position, record, draw key) to the components of {@link #element}. */
  ConcreteFunction build() {
    return ConcreteFunction.create(this::build);
  }

  private Signature build(Ops tf) {
    Operand<TInt64> position = tf.placeholder(TInt64.class);
    Operand<TString> record = tf.placeholder(TString.class);
    Operand<TInt64> drawKey = tf.placeholder(TInt64.class);
    Operand<TFloat32> draws = // [DRAWS]
        tf.random.statelessRandomUniform(
            tf.constant(new int[] {DRAWS}), tf.stack(List.of(drawKey, position)));
    List<Operand<TString>> encoded =
        ViewFunction.features(tf, record, imageKey, ImageFeatures.LABEL_MAP);
    Operand<TUint8> image = ViewFunction.decode(tf, encoded.get(0)); // [H, W, 3]
    Operand<TUint8> labels = // [H, W, 1]
        tf.image.decodePng(encoded.get(1), TUint8.class, DecodePng.channels(1L));
    ResizedCut cut =
        ResizedCut.at(tf, image, scale(tf, draws), part(tf, draws, PLACE, 2), config.sizePx());
    Operand<TBool> flip =
        tf.math.less(at(tf, draws, FLIP), tf.constant((float) config.flipProbability()));
    return Signature.builder("labelled_view")
        .input("position", position)
        .input("record", record)
        .input("draw_key", drawKey)
        .output("image", mirrored(tf, cut.image(image), flip))
        .output("labels", mirrored(tf, cut.labelsOrIgnored(labels), flip))
        .output("colour_draws", part(tf, draws, COLOUR, Photometric.DRAWS))
        .output("position_out", tf.identity(position))
        .build();
  }

  /** Uniform in its logarithm: half and twice are as likely. */
  private Operand<TFloat32> scale(Ops tf, Operand<TFloat32> draws) {
    double least = Math.log(config.scaleMin());
    double most = Math.log(config.scaleMax());
    return tf.math.exp(
        tf.math.add(
            tf.math.mul(at(tf, draws, SCALE), tf.constant((float) (most - least))),
            tf.constant((float) least)));
  }

  /** Left-right, axis 1, if asked for: no branch, no second picture. */
  private static <T extends TType> Operand<T> mirrored(
      Ops tf, Operand<T> picture, Operand<TBool> flip) {
    return tf.reverse(picture, ViewFunction.columnsIf(tf, flip));
  }

  private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> draws, int index) {
    return tf.gather(draws, tf.constant(index), tf.constant(0));
  }

  private static Operand<TFloat32> part(Ops tf, Operand<TFloat32> draws, int first, int count) {
    return tf.slice(draws, tf.constant(new int[] {first}), tf.constant(new int[] {count}));
  }
}
