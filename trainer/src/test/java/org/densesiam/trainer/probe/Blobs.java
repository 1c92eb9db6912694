package org.densesiam.trainer.probe;

import java.util.Random;

/** Points around three centres in a space of four channels of very different scale. */
final class Blobs {
  static final int CHANNELS = 4;
  private static final double[][] CENTRES = {{0, 0, 0, 5}, {30, 0.003, 0, 5}, {0, 0.003, 1, 5}};
  private static final double[] SPREAD = {3, 0.0003, 0.1, 0};

  private Blobs() {}

  /** {@code n} points, label {@code i % 3} each. */
  static FeatureBank bank(int n, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * CHANNELS];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
      for (int c = 0; c < CHANNELS; c++) {
        values[i * CHANNELS + c] =
            (float) (CENTRES[labels[i]][c] + SPREAD[c] * random.nextGaussian());
      }
    }
    return FeatureBank.of(values, CHANNELS, labels);
  }

  /** Index of the largest score of feature {@code index}. */
  static int answer(LinearMap map, FeatureBank bank, int index) {
    double[] scores = map.scores(bank, index);
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
