package org.densesiam.export;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * The input {@code size}, int32 {@code [N, 2]}: height and width in pixels that encoded images are
 * stretched to.
 *
 * <p>A row for each image, though all rows must be equal: a server that batches joins the calls of
 * several clients along the first dimension of every input, so one without it could not be batched;
 * and REST's row format sends all inputs with each image.
 */
final class AskedSize {
  static final String NAME = "size";

  /** Scores of 27 categories at this size take 1.8 GB; a careless number must not end a server. */
  static final int MAX_PX = 4096;

  private static final long MOST_SHOWN = 16; // numbers that a message shows

  private final Ops tf;
  private final Placeholder<TInt32> size;

  /** Adds the placeholder. */
  AskedSize(Ops tf) {
    this.tf = tf;
    this.size = tf.withName(NAME).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, 2)));
  }

  /** {@code [N, 2]}. */
  Placeholder<TInt32> size() {
    return size;
  }

  /** The size, a row for each file, all equal, each 1 to {@link #MAX_PX}. */
  Operand<TInt32> checkedFor(Operand<TString> files) {
    Operand<TInt32> shape = tf.shape(size);
    Op shaped =
        tf.assertThat(
            tf.reduceAll(
                tf.math.equal(shape, tf.stack(List.of(tf.size(files), tf.constant(2)))),
                tf.constant(0)),
            List.of(
                tf.constant("size must be [N, 2], a row for each image, but its shape is"), shape),
            AssertThat.summarize(MOST_SHOWN));
    Operand<TInt32>
        rows = // one row alone, [2], would be broadcast and pass the check for two images
        tf.withControlDependencies(List.of(shaped)).ensureShape(size, Shape.of(-1, 2));
    Operand<TInt32> perImage = tf.constant(new int[] {0});
    Op fits =
        tf.assertThat(
            tf.reduceAll(
                tf.math.logicalAnd(
                    tf.math.equal(rows, tf.reduceMax(rows, perImage)),
                    tf.math.logicalAnd(
                        tf.math.greaterEqual(rows, tf.constant(1)),
                        tf.math.lessEqual(rows, tf.constant(MAX_PX)))),
                tf.constant(new int[] {0, 1})),
            List.of(
                tf.constant(
                    "size must be one (height, width) for all images of a call, each 1 to %d"
                            .formatted(MAX_PX)
                        + " pixels, but its rows are"),
                rows),
            AssertThat.summarize(MOST_SHOWN));
    return tf.withControlDependencies(List.of(fits)).identity(rows);
  }
}
