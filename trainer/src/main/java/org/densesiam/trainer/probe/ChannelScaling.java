package org.densesiam.trainer.probe;

import java.util.Arrays;

/**
 * Brings each channel of features to mean 0 and deviation 1, by the figures of the bank that
 * something is learned on. Channels that never vary become 0.
 */
final class ChannelScaling {
  private final float[] mean; // [C]
  private final float[] factor; // [C], 1 / deviation

  private ChannelScaling(float[] mean, float[] factor) {
    this.mean = mean;
    this.factor = factor;
  }

  static ChannelScaling of(FeatureBank bank) {
    int channels = bank.channels();
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    for (int i = 0; i < bank.size(); i++) {
      for (int c = 0; c < channels; c++) {
        sums[c] += bank.value(i, c);
      }
    }
    for (int i = 0; i < bank.size(); i++) {
      for (int c = 0; c < channels; c++) {
        double difference = bank.value(i, c) - sums[c] / bank.size();
        squares[c] += difference * difference;
      }
    }
    float[] mean = new float[channels];
    float[] factor = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (sums[c] / bank.size());
      double deviation = Math.sqrt(squares[c] / bank.size());
      // Below this, what varies is rounding.
      factor[c] = deviation > 1e-6 * Math.abs(mean[c]) ? (float) (1 / deviation) : 0;
    }
    return new ChannelScaling(mean, factor);
  }

  /** {@code [N, C]} scaled, a copy. */
  float[] apply(float[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int c = i % mean.length;
      scaled[i] = (values[i] - mean[c]) * factor[c];
    }
    return scaled;
  }

  /** What {@code map} does with scaled features, as a map of features as they are. */
  LinearMap before(LinearMap map) {
    int outputs = map.outputs();
    float[] weights = new float[mean.length * outputs];
    double[] bias = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      bias[k] = map.bias(k);
    }
    for (int c = 0; c < mean.length; c++) {
      for (int k = 0; k < outputs; k++) {
        float weight = map.weight(c, k) * factor[c];
        weights[c * outputs + k] = weight;
        bias[k] -= (double) weight * mean[c];
      }
    }
    float[] rounded = new float[outputs];
    Arrays.setAll(bias, k -> rounded[k] = (float) bias[k]);
    return LinearMap.of(weights, rounded);
  }
}
