package org.densesiam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The same matrix at every point: a 1x1 convolution at stride 1 as what it is, one matrix product.
 *
 * <p>Not {@code Conv2D} where it can be helped: on a CPU, oneDNN's gradient of a 1x1 convolution's
 * weight runs at half the speed of its matrix product, and convolutions reorder their weights
 * first. A step of ResNet-50 takes 3 to 5 % longer with convolutions. In bfloat16 it is the other
 * way round on large maps of few channels: on the 80 x 80 maps of 128 channels of segmentation
 * products are 4 % slower there, and 8 % faster in float32.
 */
final class PointwiseProduct {
  /** Points of a map, {@code h * w}, up to which the product is the faster one in bfloat16. */
  private static final long MOST_POINTS = 32 * 32;

  private PointwiseProduct() {}

  /**
   * Adds the product.
   *
   * @param x {@code [N, Cin]} or {@code [B, h, w, Cin]}
   * @param weight {@code [Cin, Cout]} or {@code [1, 1, Cin, Cout]}, of the rank of {@code x}
   * @return {@code [N, Cout]} or {@code [B, h, w, Cout]}
   */
  static <T extends TFloating> Operand<T> of(Ops tf, Operand<T> x, Operand<T> weight) {
    Shape shape = x.shape();
    if (shape.numDimensions() == 2) {
      return tf.linalg.matMul(x, weight);
    }
    if (!isKnown(shape) || (x.type() != TFloat32.class && !isSmall(shape))) {
      return tf.nn.conv2d(x, weight, List.of(1L, 1L, 1L, 1L), "VALID");
    }
    int in = (int) weight.shape().get(2);
    int out = (int) weight.shape().get(3);
    Operand<T> points = tf.reshape(x, tf.constant(new int[] {-1, in})); // [B * h * w, Cin]
    Operand<T> matrix = tf.reshape(weight, tf.constant(new int[] {in, out}));
    int[] map = {-1, (int) shape.get(1), (int) shape.get(2), out};
    return tf.reshape(tf.linalg.matMul(points, matrix), tf.constant(map));
  }

  /** An exported network takes images of any size. */
  private static boolean isKnown(Shape map) {
    return map.get(1) != Shape.UNKNOWN_SIZE && map.get(2) != Shape.UNKNOWN_SIZE;
  }

  private static boolean isSmall(Shape map) {
    return map.get(1) * map.get(2) <= MOST_POINTS;
  }
}
