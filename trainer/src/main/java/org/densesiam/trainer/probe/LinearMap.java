package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A score for each of K outputs, {@code x W + b}; the largest is the answer. What a linear
 * classifier is, and the nearest of K points too: {@code -|x - c|^2 = 2 c x - |c|^2} but for what
 * is the same for all. Immutable.
 */
public final class LinearMap {
  private final float[] weights; // [C, K]
  private final float[] bias; // [K]

  private LinearMap(float[] weights, float[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /**
   * A map of given numbers.
   *
   * @param weights {@code [C, K]}, row by row
   * @param bias {@code [K]}
   */
  public static LinearMap of(float[] weights, float[] bias) {
    checkArgument(
        bias.length >= 1 && weights.length % bias.length == 0,
        "%s weights cannot be those of %s outputs",
        weights.length,
        bias.length);
    return new LinearMap(weights.clone(), bias.clone());
  }

  /**
   * The map whose largest output is the nearest point.
   *
   * @param points {@code [K, C]}, row by row
   */
  static LinearMap nearest(float[] points, int channels) {
    int count = points.length / channels;
    float[] weights = new float[points.length];
    float[] bias = new float[count];
    for (int k = 0; k < count; k++) {
      double squared = 0;
      for (int c = 0; c < channels; c++) {
        float value = points[k * channels + c];
        weights[c * count + k] = 2 * value;
        squared += (double) value * value;
      }
      bias[k] = (float) -squared;
    }
    return new LinearMap(weights, bias);
  }

  /** {@code K}. */
  public int outputs() {
    return bias.length;
  }

  /** {@code C}. */
  public int channels() {
    return weights.length / bias.length;
  }

  float weight(int channel, int output) {
    return weights[channel * bias.length + output];
  }

  float bias(int output) {
    return bias[output];
  }

  /** {@code [C, K]}, which the caller closes. */
  TFloat32 weightTensor() {
    return TFloat32.tensorOf(Shape.of(channels(), outputs()), DataBuffers.of(weights, true, false));
  }

  /** {@code [K]}, which the caller closes. */
  TFloat32 biasTensor() {
    return TFloat32.tensorOf(Shape.of(outputs()), DataBuffers.of(bias, true, false));
  }

  /** Scores of one feature, {@code [K]}. */
  double[] scores(FeatureBank bank, int index) {
    double[] scores = new double[outputs()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = bias[k];
    }
    for (int c = 0; c < bank.channels(); c++) {
      float value = bank.value(index, c);
      for (int k = 0; k < scores.length; k++) {
        scores[k] += (double) value * weights[c * bias.length + k];
      }
    }
    return scores;
  }
}
