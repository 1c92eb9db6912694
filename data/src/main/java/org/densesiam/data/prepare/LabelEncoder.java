package org.densesiam.data.prepare;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Writes 8-bit PNGs of one channel by TensorFlow, which brings its own zlib: the JDK's is the
 * system's, and equal pixels should give equal bytes everywhere. One graph and session, which any
 * number of threads share.
 */
final class LabelEncoder implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TUint8> pixels; // [H, W, 1]
  private final Operand<TString> png; // []

  LabelEncoder() {
    Ops tf = Ops.create(graph);
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, 1)));
    png = tf.image.encodePng(pixels);
    session = new Session(graph);
  }

  /**
   * A PNG file.
   *
   * @param values {@code [heightPx, widthPx]}, row by row
   */
  byte[] png(byte[] values, int heightPx, int widthPx) {
    try (TUint8 fed =
            TUint8.tensorOf(Shape.of(heightPx, widthPx, 1), DataBuffers.of(values, true, false));
        Result result = session.runner().feed(pixels, fed).fetch(png).run()) {
      return ((TString) result.get(0)).asBytes().getObject();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
