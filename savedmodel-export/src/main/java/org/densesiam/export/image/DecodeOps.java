package org.densesiam.export.image;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Encoded images to pixels, as operations of a graph; CPU only, as TensorFlow's decoders are. */
public final class DecodeOps {
  private DecodeOps() {}

  /**
   * Adds decoding and resizing, {@code [N] -> [N, S, S, 3]}. JPEG (CMYK too), PNG, GIF (its first
   * frame) and BMP; grey becomes RGB, transparency is dropped.
   *
   * <p>The whole image is stretched to a square: what comes out of the network maps back to the
   * image by scaling alone, which a crop would not. Resized by antialiased bilinear interpolation
   * and rounded to whole numbers, so that it equals sending the resized pixels.
   *
   * @param side {@code S}, in pixels
   */
  public static Operand<TUint8> decodeAll(Ops tf, Operand<TString> encoded, int side) {
    try (ConcreteFunction one = ConcreteFunction.create(body -> decodeOne(body, side))) {
      return tf.mapDefun(
              List.of(encoded),
              List.of(),
              List.of(TUint8.class),
              List.of(Shape.of(side, side, 3)),
              one)
          .output()
          .get(0)
          .asOutput()
          .expect(TUint8.class);
    }
  }

  private static Signature decodeOne(Ops tf, int side) {
    Placeholder<TString> encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TUint8> resized = resize(tf, decode(tf, encoded), tf.constant(new int[] {side, side}));
    return Signature.builder()
        .input("encoded", encoded)
        .output("pixels", tf.reshape(resized, tf.constant(new int[] {side, side, 3})))
        .build();
  }

  /**
   * Adds decoding of one image, {@code [] -> [H, W, 3]}, with the formats of {@link #decodeAll}.
   */
  static Operand<TUint8> decode(Ops tf, Operand<TString> encoded) {
    return tf.image.decodeImage(
        encoded, TUint8.class, DecodeImage.channels(3L), DecodeImage.expandAnimations(false));
  }

  /**
   * Adds an antialiased bilinear resize, {@code [H, W, 3] -> [H', W', 3]}.
   *
   * @param size {@code [2]}, {@code (H', W')}
   */
  static Operand<TUint8> resize(Ops tf, Operand<TUint8> pixels, Operand<TInt32> size) {
    Operand<TInt32> from =
        tf.slice(tf.shape(pixels), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
    Operand<TFloat32> scale =
        tf.math.div(tf.dtypes.cast(size, TFloat32.class), tf.dtypes.cast(from, TFloat32.class));
    Operand<TFloat32> resized =
        tf.image.scaleAndTranslate(
            tf.expandDims(pixels, tf.constant(0)),
            size,
            scale,
            tf.constant(new float[] {0, 0}),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    Operand<TFloat32> whole =
        tf.clipByValue(tf.math.round(resized), tf.constant(0f), tf.constant(255f));
    return tf.dtypes.cast(tf.squeeze(whole, Squeeze.axis(List.of(0L))), TUint8.class);
  }
}
