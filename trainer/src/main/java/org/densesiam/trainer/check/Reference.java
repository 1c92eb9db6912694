package org.densesiam.trainer.check;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.google.common.annotations.VisibleForTesting;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What the steps of {@link FixedSteps} come to in float64, by PyTorch: {@code check_reference.py}
 * wrote it.
 *
 * @param losses of each step
 * @param changeNorm L2 norm of the change of all weights over all steps
 * @param torchFp32 how far PyTorch's float32 is off
 * @param torchBf16 how far PyTorch's bfloat16 autocast is off
 * @param projections of the change of each weight onto random signs, by the weight's name: of any
 *     other change they differ by the norm of the difference, in the mean of squares
 */
record Reference(
    ImmutableList<Double> losses,
    double changeNorm,
    Deviation torchFp32,
    Deviation torchBf16,
    ImmutableMap<String, ImmutableList<Double>> projections) {

  private static final String FILE = "reference.json";
  private static final long SIGNS = 5000; // seed of the first weight's

  /**
   * How far some steps are off.
   *
   * @param losses largest of their relative differences
   * @param weights norm of the difference of the change of all weights, over {@link #changeNorm}
   */
  record Deviation(double losses, double weights) {
    /** Whether neither is above that of {@code allowed}; not if one is no number. */
    boolean isWithin(Deviation allowed) {
      return losses <= allowed.losses && weights <= allowed.weights;
    }
  }

  /** As it came along. */
  static Reference load() {
    try {
      return JsonMapper.builder()
          .addModule(new GuavaModule())
          .build()
          .readValue(Resources.getResource(Reference.class, FILE), Reference.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE + " from the jar", e);
    }
  }

  /**
   * How far other steps are off.
   *
   * @param found losses of the steps
   * @param change of each weight, in our layout, by name
   */
  Deviation of(List<Double> found, Map<String, float[]> change) {
    double worst = 0;
    for (int i = 0; i < losses.size(); i++) {
      double relative = Math.abs(found.get(i) - losses.get(i)) / Math.abs(losses.get(i));
      worst = Double.isNaN(relative) ? Double.NaN : Math.max(worst, relative);
    }
    double squares = 0;
    int count = 1;
    int index = 0;
    for (Map.Entry<String, ImmutableList<Double>> expected : projections.entrySet()) {
      float[] values = checkNotNull(change.get(expected.getKey()), expected.getKey());
      count = expected.getValue().size();
      for (int k = 0; k < count; k++) {
        double difference = projection(values, SIGNS + index, k) - expected.getValue().get(k);
        squares += difference * difference;
      }
      index++;
    }
    return new Deviation(worst, Math.sqrt(squares / count) / changeNorm);
  }

  @VisibleForTesting
  static double projection(float[] values, long seed, int bit) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (Formula.bits(seed, i) >>> bit & 1) == 1 ? values[i] : -values[i];
    }
    return sum;
  }
}
