package org.densesiam.model.scope;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Initial value of a variable.
 *
 * <p>Not the framework's initialisers: its He opens a session per call, truncates, and gives equal
 * weights for equal seed and shape.
 */
@FunctionalInterface
public interface Initializer {

  /**
   * Adds the operations that compute the value.
   *
   * @param seed two numbers that no other variable of the run shares
   * @return the value, of {@code shape}
   */
  Operand<TFloat32> value(Ops tf, Shape shape, long[] seed);

  /** All zero. */
  static Initializer zeros() {
    return constant(0f);
  }

  /** All one. */
  static Initializer ones() {
    return constant(1f);
  }

  /** The same value everywhere. */
  static Initializer constant(float value) {
    return (tf, shape, seed) -> tf.fill(tf.constant(shape), tf.constant(value));
  }

  /**
   * He-normal by fan-out, {@code N(0, 2 / (kH * kW * Cout))}: torchvision's choice for the
   * convolutions of a ResNet (He et al., ICCV 2015, arXiv 1502.01852, equation 14).
   */
  static Initializer heNormalFanOut() {
    return (tf, shape, seed) -> {
      double fanOut = (double) shape.size() / shape.get(shape.numDimensions() - 2);
      return tf.math.mul(
          tf.random.statelessRandomNormal(tf.constant(shape), tf.constant(seed)),
          tf.constant((float) Math.sqrt(2 / fanOut)));
    };
  }

  /**
   * {@code U(-1/sqrt(fanIn), 1/sqrt(fanIn))}: PyTorch's default of linear layers and convolutions,
   * weights and biases alike, which the heads of SimSiam have.
   *
   * @param fanIn inputs of one output
   */
  static Initializer uniformFanIn(long fanIn) {
    float bound = (float) (1 / Math.sqrt((double) fanIn));
    return (tf, shape, seed) ->
        tf.math.sub(
            tf.math.mul(
                tf.random.statelessRandomUniform(tf.constant(shape), tf.constant(seed)),
                tf.constant(2 * bound)),
            tf.constant(bound));
  }
}
