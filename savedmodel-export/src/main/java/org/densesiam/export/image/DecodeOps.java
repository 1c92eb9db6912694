package org.densesiam.export.image;

import java.util.List;
import org.densesiam.data.shard.ImportOptions;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.data.DatasetToSingleElement;
import org.tensorflow.op.data.IgnoreErrorsDataset;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Encoded images to pixels, as operations of a graph; CPU only, as TensorFlow's decoders are. */
public final class DecodeOps {
  private static final long AS_MANY_AS_THREADS = -1;
  private static final long MOST_PLACES = 64; // of refused files that a message names

  /** What an image may have at most; the decoder is not shown one whose header says more. */
  public static final long MAX_PIXELS = ImportOptions.USUAL_MAX_PIXELS;

  private DecodeOps() {}

  /**
   * Adds decoding and resizing to a square, {@code [N] -> [N, S, S, 3]}; see {@link #decodeAll(Ops,
   * String, Operand, Operand)}.
   *
   * @param side {@code S}, in pixels
   */
  public static Operand<TUint8> decodeAll(
      Ops tf, String input, Operand<TString> encoded, int side) {
    Operand<TInt32> sizes =
        tf.fill(tf.stack(List.of(tf.size(encoded), tf.constant(2))), tf.constant(side));
    return decodeAll(tf, input, encoded, sizes, Shape.of(side, side, 3));
  }

  /**
   * Adds decoding and resizing, {@code [N] -> [N, H, W, 3]}. JPEG (CMYK too), PNG, GIF (its first
   * frame) and BMP; grey becomes RGB, transparency is dropped.
   *
   * <p>The whole image is stretched: what comes out of the network maps back to the image by
   * scaling alone, which a crop would not. Resized by antialiased bilinear interpolation and
   * rounded to whole numbers, so that it equals sending the resized pixels.
   *
   * <p>A data set rather than a map over the batch: what fails in the latter fails without saying
   * where. This one drops what it cannot decode, and then says which are missing.
   *
   * <p>Images of more than {@link #MAX_PIXELS} by their headers are named, too, and not decoded.
   *
   * @param input name for the message
   * @param encoded at least one
   * @param sizes {@code [N, 2]}, {@code (H, W)} in each row, in pixels
   */
  public static Operand<TUint8> decodeAll(
      Ops tf, String input, Operand<TString> encoded, Operand<TInt32> sizes) {
    return decodeAll(tf, input, encoded, sizes, Shape.of(-1, -1, 3));
  }

  private static Operand<TUint8> decodeAll(
      Ops tf, String input, Operand<TString> encoded, Operand<TInt32> sizes, Shape image) {
    Operand<TInt64> count = tf.size(encoded, TInt64.class);
    Operand<TInt64> places = tf.range(tf.constant(0L), count, tf.constant(1L));
    Operand<? extends TType> all =
        tf.data.tensorSliceDataset(
            List.of(places, encoded, sizes), List.of(Shape.scalar(), Shape.scalar(), Shape.of(2)));
    DatasetToSingleElement decoded = decodeWhatCanBe(tf, all, count, image);
    Operand<TInt64> found = decoded.components().get(0).expect(TInt64.class); // [<= N]
    Operand<TInt64> missing = tf.setDiff1d(places, found, TInt32.class).out();
    Operand<TInt64> headers = decoded.components().get(1).expect(TInt64.class); // [<= N]
    Operand<TInt64> tooLarge =
        tf.gatherNd(found, tf.where(tf.math.greater(headers, tf.constant(MAX_PIXELS))));
    Op small =
        assertNone(
            tf,
            tooLarge,
            input + " holds an image of more than " + MAX_PIXELS + " pixels at (from 0):");
    Op whole =
        assertNone(
            tf,
            missing,
            input + " holds no JPEG, PNG, GIF or BMP that can be decoded at (from 0):");
    return tf.withControlDependencies(List.of(small, whole))
        .identity(decoded.components().get(2).expect(TUint8.class));
  }

  private static Op assertNone(Ops tf, Operand<TInt64> places, String message) {
    return tf.assertThat(
        tf.math.equal(tf.size(places), tf.constant(0)),
        List.of(tf.constant(message), places),
        AssertThat.summarize(MOST_PLACES));
  }

  /**
   * Places {@code [n]}, pixels by the header {@code [n]} and pixels {@code [n, H, W, 3]} of those
   * that can be decoded, in order.
   */
  private static DatasetToSingleElement decodeWhatCanBe(
      Ops tf, Operand<? extends TType> all, Operand<TInt64> count, Shape image) {
    List<Class<? extends TType>> types = List.of(TInt64.class, TInt64.class, TUint8.class);
    List<Shape> one = List.of(Shape.scalar(), Shape.scalar(), image);
    List<Shape> batch = List.of(Shape.of(-1), Shape.of(-1), image.prepend(-1));
    try (ConcreteFunction decode = ConcreteFunction.create(DecodeOps::decodeOne)) {
      Operand<? extends TType> mapped =
          tf.data.parallelMapDataset(
              all,
              List.of(),
              tf.constant(AS_MANY_AS_THREADS),
              decode,
              types,
              one,
              ParallelMapDataset.deterministic("true"));
      Operand<? extends TType> good =
          tf.data.ignoreErrorsDataset(mapped, types, one, IgnoreErrorsDataset.logWarning(false));
      Operand<? extends TType> batched =
          tf.data.batchDataset(good, count, tf.constant(false), types, batch);
      Operand<? extends TType> first =
          tf.data.takeDataset(
              tf.data.concatenateDataset(batched, nothing(tf, image), types, batch),
              tf.constant(1L),
              types,
              batch);
      return tf.data.datasetToSingleElement(first, types, batch);
    }
  }

  /** An empty batch, for where not one image can be decoded. */
  private static Operand<? extends TType> nothing(Ops tf, Shape image) {
    int height = Math.max(1, (int) image.get(0));
    int width = Math.max(1, (int) image.get(1));
    return tf.data.tensorSliceDataset(
        List.of(
            tf.zeros(tf.constant(new int[] {1, 0}), TInt64.class),
            tf.zeros(tf.constant(new int[] {1, 0}), TInt64.class),
            tf.zeros(tf.constant(new int[] {1, 0, height, width, 3}), TUint8.class)),
        List.of(Shape.of(0), Shape.of(0), Shape.of(0, height, width, 3)));
  }

  private static Signature decodeOne(Ops tf) {
    Placeholder<TInt64> place = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TString> encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt32> size = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    Operand<TInt64> pixels = HeaderOps.pixels(tf, encoded);
    Operand<TString> harmless =
        tf.select(
            tf.math.greater(pixels, tf.constant(MAX_PIXELS)), HeaderOps.onePixel(tf), encoded);
    return Signature.builder()
        .input("place", place)
        .input("encoded", encoded)
        .input("size", size)
        .output("place", tf.identity(place))
        .output("header", tf.identity(pixels))
        .output("pixels", resize(tf, decode(tf, harmless), size))
        .build();
  }

  /**
   * Adds decoding of one image, {@code [] -> [H, W, 3]}, with the formats of {@link #decodeAll(Ops,
   * String, Operand, Operand)}.
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
