package org.densesiam.data.pipeline;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.PixelClass;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * One record to an image and labels of one size.
 *
 * @param imageKey feature that holds the encoded image
 * @param labelled whether records have label maps
 * @param sizePx {@code P}
 */
record EvaluationFunction(String imageKey, boolean labelled, int sizePx) {

  /** Image, labels, class of the image, position. */
  static ElementSpec element(int sizePx) {
    return ElementSpec.of(TUint8.class, Shape.of(sizePx, sizePx, 3))
        .and(TUint8.class, Shape.of(sizePx, sizePx))
        .and(TInt64.class, Shape.scalar())
        .and(TInt64.class, Shape.scalar());
  }

  /** (position, record) to the components of {@link #element}. */
  ConcreteFunction build() {
    return ConcreteFunction.create(this::build);
  }

  private Signature build(Ops tf) {
    Operand<TInt64> position = tf.placeholder(TInt64.class);
    Operand<TString> example = tf.placeholder(TString.class);
    List<Operand<?>> features = parse(tf, example);
    // The accurate transform gives Pillow's pixels to the bit; the default is off by 1.3 on
    // average.
    // The operation takes PNG as well.
    Operand<TUint8> image = // [H, W, 3]
        tf.image.decodeJpeg(
            text(features, 1), DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    ResizedCut cut = ResizedCut.centre(tf, image, sizePx);
    return Signature.builder("evaluation_input")
        .input("position", position)
        .input("record", example)
        .output("image", cut.image(image))
        .output("labels", labelled ? labels(tf, cut, text(features, 2)) : ignored(tf))
        .output("image_label", tf.reshape(int64(features, 0), tf.array(new int[0])))
        .output("position_out", tf.identity(position))
        .build();
  }

  /** Class of the image, encoded image, and, with labels, encoded label map. */
  private List<Operand<?>> parse(Ops tf, Operand<TString> example) {
    List<String> keys = new ArrayList<>(List.of(ImageFeatures.LABEL, imageKey));
    List<Operand<?>> defaults = new ArrayList<>(List.of(tf.constant(-1L), tf.constant("")));
    if (labelled) {
      keys.add(ImageFeatures.LABEL_MAP);
      defaults.add(tf.constant("")); // decodes as little as an empty image
    }
    List<Operand<?>> features = new ArrayList<>();
    tf.io
        .parseSingleExample(
            example,
            defaults,
            0L,
            ImmutableList.of(),
            keys,
            ImmutableList.of(),
            keys.stream().map(key -> Shape.scalar()).toList())
        .denseValues()
        .forEach(features::add);
    return features;
  }

  private static Operand<TString> text(List<Operand<?>> features, int index) {
    return features.get(index).asOutput().expect(TString.class);
  }

  private static Operand<TInt64> int64(List<Operand<?>> features, int index) {
    return features.get(index).asOutput().expect(TInt64.class);
  }

  private static Operand<TUint8> labels(Ops tf, ResizedCut cut, Operand<TString> png) {
    return cut.labels(tf.image.decodePng(png, TUint8.class, DecodePng.channels(1L)));
  }

  private Operand<TUint8> ignored(Ops tf) {
    Operand<TInt32> shape = tf.constant(new int[] {sizePx, sizePx});
    return tf.fill(shape, tf.dtypes.cast(tf.constant(PixelClass.IGNORED), TUint8.class));
  }
}
