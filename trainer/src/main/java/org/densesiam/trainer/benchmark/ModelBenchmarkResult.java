package org.densesiam.trainer.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Optional;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;
import org.densesiam.trainer.machine.ProcessMemory;

/**
 * All that one needs to compare two benchmarks of a model, and to repeat one.
 *
 * @param build of DenseSiam
 * @param environment the machine and its software
 * @param model folder of the version
 * @param order what was asked for
 * @param measurement what came out
 */
public record ModelBenchmarkResult(
    Build build,
    Environment environment,
    String model,
    ModelBenchmark.Order order,
    ModelMeasurement measurement) {

  /**
   * What predictions cost.
   *
   * @param calls that were timed and answered right
   * @param imagesPerSecond of all threads together
   * @param p50Ms half of the calls took at most this, in milliseconds an image: a call's wall time
   *     over its images
   * @param p99Ms 99 of 100 calls took at most this an image
   * @param residentBytesBefore memory of the process after warm-up; empty where it does not tell
   * @param residentBytesAfter memory of the process after the last call
   */
  public record ModelMeasurement(
      int calls,
      double imagesPerSecond,
      double p50Ms,
      double p99Ms,
      Optional<Long> residentBytesBefore,
      Optional<Long> residentBytesAfter) {

    /**
     * Of the times of single calls.
     *
     * @param nanos wall time of each call, at least one
     * @param wallSeconds from the first call's begin to the last one's end
     */
    static ModelMeasurement of(
        long[] nanos,
        int batchSize,
        double wallSeconds,
        Optional<ProcessMemory> before,
        Optional<ProcessMemory> after) {
      checkArgument(nanos.length > 0, "no call was timed");
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return new ModelMeasurement(
          nanos.length,
          (double) nanos.length * batchSize / wallSeconds,
          quantile(sorted, 0.5) / 1e6 / batchSize,
          quantile(sorted, 0.99) / 1e6 / batchSize,
          before.map(ProcessMemory::residentBytes),
          after.map(ProcessMemory::residentBytes));
    }

    /** The least value that at least this share of all are not above. */
    private static double quantile(long[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
  }
}
