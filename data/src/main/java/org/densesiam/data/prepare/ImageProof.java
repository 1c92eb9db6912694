package org.densesiam.data.prepare;

import com.google.common.base.Splitter;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PixelSize;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.RejectReason;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.op.image.EncodeJpeg;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes images as training will: by TensorFlow, to RGB. One graph and session, which any number
 * of threads share.
 *
 * <p>TensorFlow's JPEG decoder refuses a file without its end-of-image marker, and ignores what
 * follows it. It forgives damage in between: libjpeg paints grey or shifted blocks and warns on
 * stderr.
 */
final class ImageProof implements AutoCloseable {
  /**
   * Of the JPEG that replaces a CMYK or a turned one; with 4:4:4 chroma the loss is below what the
   * eye sees.
   */
  static final int QUALITY = 95;

  private static final long RGB = 3;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> encoded; // []
  private final Operand<TUint8> jpeg; // [H, W, 3]
  private final Operand<TUint8> png; // [H, W, 3]
  private final Placeholder<TUint8> pixels; // [H, W, 3]
  private final Operand<TString> reencoded; // []

  ImageProof() {
    Ops tf = Ops.create(graph);
    encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    // The accurate transform, since what a file loses here it loses for good.
    jpeg =
        tf.image.decodeJpeg(
            encoded, DecodeJpeg.channels(RGB), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    png = tf.image.decodePng(encoded, TUint8.class, DecodePng.channels(RGB));
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, RGB)));
    reencoded =
        tf.image.encodeJpeg(
            pixels,
            EncodeJpeg.format("rgb"),
            EncodeJpeg.quality((long) QUALITY),
            EncodeJpeg.chromaDownsampling(false));
    session = new Session(graph);
  }

  /** Decodes the whole image; a truncated one fails. */
  PixelSize decode(byte[] image, ImageRecord.Format format) throws UnusableImageException {
    Operand<TUint8> pixels =
        switch (format) {
          case JPEG -> jpeg;
          case PNG -> png;
        };
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(image));
        Result result = session.runner().feed(encoded, fed).fetch(pixels).run()) {
      return sizeOf(result.get(0).shape());
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw broken(e);
    }
  }

  /**
   * A JPEG as an RGB one that needs no turning. Nothing of the file but its pixels is kept; so an
   * orientation that it notes is gone.
   *
   * <p>Of CMYK and YCCK, inks are inverted if there is an Adobe marker, as Adobe writes them;
   * {@code R = C * K / 255} of the inverted inks and so on, without colour management (TensorFlow's
   * {@code jpeg_mem.cc}, and what Pillow does). An embedded colour profile is dropped: it describes
   * inks.
   */
  byte[] uprightRgb(byte[] file, Orientation orientation) throws UnusableImageException {
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(file));
        Result decoded = session.runner().feed(encoded, fed).fetch(jpeg).run();
        TUint8 upright = turn((TUint8) decoded.get(0), orientation);
        Result result = session.runner().feed(pixels, upright).fetch(reencoded).run()) {
      return ((TString) result.get(0)).asBytes().getObject();
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw broken(e);
    }
  }

  /** A tensor of its own, {@code [H, W, 3] -> [H', W', 3]}. */
  private static TUint8 turn(TUint8 stored, Orientation orientation) {
    PixelSize size = sizeOf(stored.shape());
    byte[] rgb = new byte[Math.toIntExact(stored.size())];
    stored.copyTo(DataBuffers.of(rgb, false, false));
    PixelSize shown = orientation.shown(size);
    return TUint8.tensorOf(
        Shape.of(shown.heightPx(), shown.widthPx(), RGB),
        DataBuffers.of(orientation.turn(rgb, size), true, false));
  }

  private static PixelSize sizeOf(Shape image) {
    return new PixelSize((int) image.get(0), (int) image.get(1));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static UnusableImageException broken(RuntimeException e) {
    // The lines after the first name nodes of our graph.
    String message = Splitter.on('\n').split(String.valueOf(e.getMessage())).iterator().next();
    return new UnusableImageException(RejectReason.BROKEN, "TensorFlow: " + message);
  }
}
