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
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The inputs of our signatures, and their values once they are known to be what they must be: a
 * server feeds whatever was sent.
 */
final class ImageInputs {
  private static final long MOST_DIMENSIONS = 8; // of a shape that a message shows

  private final Ops tf;
  private final Placeholder<TUint8> images;
  private final Placeholder<TString> files;

  /** Adds the placeholders {@code images} and {@code image_bytes}. */
  ImageInputs(Ops tf) {
    this.tf = tf;
    this.images =
        tf.withName("images").placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    this.files =
        tf.withName("image_bytes").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
  }

  /** {@code [N, H, W, 3]}. */
  Placeholder<TUint8> images() {
    return images;
  }

  /** {@code [N]}. */
  Placeholder<TString> files() {
    return files;
  }

  /**
   * The images, of the right shape: a batch of grey images would otherwise be taken for one of
   * colour, one of RGBA fail unnamed.
   */
  Operand<TUint8> checkedImages() {
    Operand<TInt32> shape = tf.shape(images);
    Op check =
        tf.assertThat(
            tf.reduceAll(
                tf.math.equal(
                    tf.concat(List.of(tf.shape(shape), lastOf(shape)), tf.constant(0)),
                    tf.constant(new int[] {4, 3})),
                tf.constant(0)),
            List.of(tf.constant("images must be RGB, [N, H, W, 3], but their shape is"), shape),
            AssertThat.summarize(MOST_DIMENSIONS));
    Operand<TUint8> ensured = // Python TensorFlow takes the rank for given and folds the check
        tf.withControlDependencies(List.of(check)).ensureShape(images, Shape.of(-1, -1, -1, 3));
    return checkNotEmpty("images", ensured);
  }

  /** The files, at least one. */
  Operand<TString> checkedFiles() {
    return checkNotEmpty("image_bytes", tf.ensureShape(files, Shape.of(-1)));
  }

  /** Some of TensorFlow's fused kernels answer an empty batch with an error that names nothing. */
  private <X extends TType> Operand<X> checkNotEmpty(String input, Operand<X> values) {
    Op check =
        tf.assertThat(
            tf.math.greater(tf.size(values), tf.constant(0)),
            List.of(tf.constant(input + " must not be empty, but its shape is"), tf.shape(values)),
            AssertThat.summarize(MOST_DIMENSIONS));
    return tf.withControlDependencies(List.of(check)).identity(values);
  }

  /** {@code [1]}; the last number of {@code [n]}. */
  private Operand<TInt32> lastOf(Operand<TInt32> vector) {
    return tf.slice(
        tf.reverse(vector, tf.constant(new int[] {0})),
        tf.constant(new int[] {0}),
        tf.constant(new int[] {1}));
  }
}
