package org.densesiam.data.prepare;

import com.google.common.base.Splitter;
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
   * Of the JPEG that replaces a CMYK one; with 4:4:4 chroma the loss is below what the eye sees.
   */
  static final int CMYK_QUALITY = 95;

  private static final long RGB = 3;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> encoded; // []
  private final Operand<TUint8> jpeg; // [H, W, 3]
  private final Operand<TUint8> png; // [H, W, 3]
  private final Operand<TString> reencoded; // []

  ImageProof() {
    Ops tf = Ops.create(graph);
    encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    // The accurate transform, since what a CMYK file loses here it loses for good.
    jpeg =
        tf.image.decodeJpeg(
            encoded, DecodeJpeg.channels(RGB), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    png = tf.image.decodePng(encoded, TUint8.class, DecodePng.channels(RGB));
    reencoded =
        tf.image.encodeJpeg(
            jpeg,
            EncodeJpeg.format("rgb"),
            EncodeJpeg.quality((long) CMYK_QUALITY),
            EncodeJpeg.chromaDownsampling(false));
    session = new Session(graph);
  }

  /**
   * Size of a decoded image.
   *
   * @param heightPx height in pixels
   * @param widthPx width in pixels
   */
  record PixelSize(int heightPx, int widthPx) {}

  /** Decodes the whole image; a truncated one fails. */
  PixelSize decode(byte[] image, ImageRecord.Format format) throws UnusableImageException {
    Operand<TUint8> pixels =
        switch (format) {
          case JPEG -> jpeg;
          case PNG -> png;
        };
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(image));
        Result result = session.runner().feed(encoded, fed).fetch(pixels).run()) {
      Shape shape = result.get(0).shape();
      return new PixelSize((int) shape.get(0), (int) shape.get(1));
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw broken(e);
    }
  }

  /**
   * A CMYK or YCCK JPEG as an RGB one. Inks are inverted if there is an Adobe marker, as Adobe
   * writes them; {@code R = C * K / 255} of the inverted inks and so on, without colour management
   * (TensorFlow's {@code jpeg_mem.cc}, and what Pillow does). An embedded colour profile is
   * dropped: it describes inks.
   */
  byte[] cmykToRgb(byte[] cmykJpeg) throws UnusableImageException {
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(cmykJpeg));
        Result result = session.runner().feed(encoded, fed).fetch(reencoded).run()) {
      return ((TString) result.get(0)).asBytes().getObject();
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw broken(e);
    }
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
