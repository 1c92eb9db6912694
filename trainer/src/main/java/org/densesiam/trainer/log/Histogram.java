package org.densesiam.trainer.log;

import com.google.common.primitives.ImmutableDoubleArray;
import org.tensorflow.proto.HistogramProto;

/** How the numbers of a list are spread, for TensorBoard. */
final class Histogram {
  /** As many as TensorBoard's own writer makes. */
  private static final int BUCKETS = 30;

  private Histogram() {}

  /**
   * In buckets of equal width from the smallest number to the largest, without NaN and the like.
   */
  static HistogramProto of(ImmutableDoubleArray numbers) {
    double[] finite = numbers.stream().filter(Double::isFinite).toArray();
    HistogramProto.Builder histogram = HistogramProto.newBuilder();
    if (finite.length == 0) {
      return histogram.build();
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    for (double number : finite) {
      min = Math.min(min, number);
      max = Math.max(max, number);
      sum += number;
      sumOfSquares += number * number;
    }
    int[] counts = new int[BUCKETS];
    for (double number : finite) {
      counts[bucket(number, min, max)]++;
    }
    for (int i = 0; i < BUCKETS; i++) {
      histogram
          .addBucketLimit(min + (max - min) * (i + 1) / BUCKETS) // right end
          .addBucket(counts[i]);
    }
    return histogram
        .setMin(min)
        .setMax(max)
        .setNum(finite.length)
        .setSum(sum)
        .setSumSquares(sumOfSquares)
        .build();
  }

  private static int bucket(double number, double min, double max) {
    return max == min
        ? BUCKETS - 1
        : Math.min(BUCKETS - 1, (int) ((number - min) / (max - min) * BUCKETS));
  }
}
