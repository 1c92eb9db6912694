package org.densesiam.export.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * How many pixels an encoded image has by its header, as operations of a graph: a file of a few
 * kilobytes can ask a decoder for gigabytes.
 *
 * <p>The places of the numbers are those of PNG (section 11.2.2, IHDR is the first chunk), GIF89a
 * (section 18, the logical screen) and BMP (BITMAPINFOHEADER); a JPEG's TensorFlow finds itself. A
 * GIF whose frames are larger than its screen says too little, and so does a BMP with the header of
 * OS/2 1.x, which TensorFlow reads at the same places.
 */
final class HeaderOps {
  private static final int HEAD_BYTES = 26;

  private static final int[] JPEG = {0xff, 0xd8, 0xff};
  private static final int[] PNG = {0x89, 'P', 'N', 'G'};
  private static final int[] GIF = {'G', 'I', 'F'};
  private static final int[] BMP = {'B', 'M'};

  private static final long[] BIG_ENDIAN_32 = {1L << 24, 1L << 16, 1L << 8, 1};
  private static final long[] LITTLE_ENDIAN_32 = {1, 1L << 8, 1L << 16, 1L << 24};
  private static final long[] LITTLE_ENDIAN_16 = {1, 1L << 8};

  private final Ops tf;
  private final Operand<TString> file; // []
  private final Operand<TInt64> head; // [HEAD_BYTES], 0 where the file is shorter

  private HeaderOps(Ops tf, Operand<TString> file) {
    this.tf = tf;
    this.file = file;
    Operand<TString> padded =
        tf.strings.join(
            List.of(
                tf.strings.substr(file, tf.constant(0), tf.constant(HEAD_BYTES)),
                latin1(tf, new byte[HEAD_BYTES])));
    Operand<TUint8> bytes =
        tf.io.decodeRaw(
            tf.strings.substr(padded, tf.constant(0), tf.constant(HEAD_BYTES)), TUint8.class);
    this.head = tf.dtypes.cast(bytes, TInt64.class);
  }

  /**
   * Adds reading of a header, {@code [] -> []}: height times width, 0 for no image that TensorFlow
   * decodes. Fails for a JPEG whose header is damaged, as decoding does.
   */
  static Operand<TInt64> pixels(Ops tf, Operand<TString> file) {
    HeaderOps header = new HeaderOps(tf, file);
    Operand<TInt64> pixels = tf.constant(0L);
    pixels = tf.select(header.begins(BMP), header.bmp(), pixels);
    pixels = tf.select(header.begins(GIF), header.gif(), pixels);
    pixels = tf.select(header.begins(PNG), header.png(), pixels);
    return tf.select(header.begins(JPEG), header.jpeg(), pixels);
  }

  /** A PNG of one pixel. */
  static Operand<TString> onePixel(Ops tf) {
    return latin1(tf, onePixel("png"));
  }

  private Operand<TBool> begins(int[] magic) {
    long[] expected = new long[magic.length];
    for (int i = 0; i < magic.length; i++) {
      expected[i] = magic[i];
    }
    return tf.reduceAll(
        tf.math.equal(part(0, magic.length), tf.constant(expected)), tf.constant(0));
  }

  private Operand<TInt64> png() {
    return tf.math.mul(number(16, BIG_ENDIAN_32), number(20, BIG_ENDIAN_32));
  }

  private Operand<TInt64> gif() {
    return tf.math.mul(number(6, LITTLE_ENDIAN_16), number(8, LITTLE_ENDIAN_16));
  }

  private Operand<TInt64> bmp() {
    return tf.math.mul(magnitude(18), magnitude(22));
  }

  /** A height below zero says that rows are from the top. */
  private Operand<TInt64> magnitude(int from) {
    Operand<TInt64> unsigned = number(from, LITTLE_ENDIAN_32);
    return tf.math.minimum(unsigned, tf.math.sub(tf.constant(1L << 32), unsigned));
  }

  private Operand<TInt64> jpeg() {
    Operand<TString> jpeg = tf.select(begins(JPEG), file, latin1(tf, onePixel("jpg")));
    Operand<TInt32> shape = tf.image.extractJpegShape(jpeg); // [3], height, width, channels
    Operand<TInt64> sides =
        tf.dtypes.cast(
            tf.slice(shape, tf.constant(new int[] {0}), tf.constant(new int[] {2})), TInt64.class);
    return tf.reduceProd(sides, tf.constant(0));
  }

  /** {@code []}: the bytes from a place, each times its weight. */
  private Operand<TInt64> number(int from, long[] weights) {
    return tf.reduceSum(
        tf.math.mul(part(from, weights.length), tf.constant(weights)), tf.constant(0));
  }

  private Operand<TInt64> part(int from, int count) {
    return tf.slice(head, tf.constant(new int[] {from}), tf.constant(new int[] {count}));
  }

  private static Operand<TString> latin1(Ops tf, byte[] bytes) {
    return tf.constant(StandardCharsets.ISO_8859_1, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static byte[] onePixel(String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a " + format, e);
    }
    return bytes.toByteArray();
  }
}
