package org.densesiam.export.image;

import java.io.IOException;
import org.densesiam.data.TensorFlowMessage;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes and resizes images with the very operations of an exported graph, so that a model answers
 * alike whoever decodes.
 *
 * <p>Thread-safe. A camera's note of how it was held (EXIF orientation) is not looked at, as the
 * graph does not; {@link RgbImage#turned} is for those who do.
 */
public final class ImageCodec implements AutoCloseable {
  /** Where its operations are; a session that sees a GPU takes all of its memory. */
  private static final ConfigProto ON_CPU =
      ConfigProto.newBuilder().putDeviceCount("GPU", 0).build();

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TString> encoded; // []
  private final Operand<TUint8> decoded; // [H, W, 3]
  private final Placeholder<TUint8> pixels; // [H, W, 3]
  private final Placeholder<TInt32> size; // [2]
  private final Operand<TUint8> resized; // [H', W', 3]

  public ImageCodec() {
    Ops tf = Ops.create(graph);
    encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    decoded = DecodeOps.decode(tf, encoded);
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, 3)));
    size = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    resized = DecodeOps.resize(tf, pixels, size);
    session = new Session(graph, ON_CPU);
  }

  /**
   * Decodes a JPEG, PNG, GIF (its first frame) or BMP file.
   *
   * @throws IOException if it cannot be decoded, with TensorFlow's reason
   */
  public RgbImage decode(byte[] file) throws IOException {
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(file));
        Result result = session.runner().feed(encoded, fed).fetch(decoded).run()) {
      return copy(result.get(0));
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw new IOException(TensorFlowMessage.firstLine(e, "no reason given"), e);
    }
  }

  /** Resizes bilinearly, antialiased; the image itself if it has that size. */
  public RgbImage resize(RgbImage image, int heightPx, int widthPx) {
    if (image.heightPx() == heightPx && image.widthPx() == widthPx) {
      return image;
    }
    Shape shape = Shape.of(image.heightPx(), image.widthPx(), 3);
    try (TUint8 from = TUint8.tensorOf(shape, image.pixels());
        TInt32 to = TInt32.vectorOf(heightPx, widthPx);
        Result result = session.runner().feed(pixels, from).feed(size, to).fetch(resized).run()) {
      return copy(result.get(0));
    }
  }

  private static RgbImage copy(Tensor tensor) {
    Shape shape = tensor.shape();
    byte[] rgb = new byte[Math.toIntExact(shape.size())];
    ((TUint8) tensor).copyTo(DataBuffers.of(rgb, false, false));
    return RgbImage.ofOwned((int) shape.get(0), (int) shape.get(1), rgb);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
