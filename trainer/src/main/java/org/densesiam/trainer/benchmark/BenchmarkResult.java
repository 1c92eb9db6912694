package org.densesiam.trainer.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.Environment;

/**
 * All that one needs to compare two benchmarks, and to repeat one.
 *
 * @param build of DenseSiam
 * @param environment the machine and its software
 * @param devices as TensorFlow lists them
 * @param preset name or file
 * @param overrides of its keys, {@code key=value} each
 * @param data shards, as given
 * @param batchSize image pairs a step
 * @param sizePx side of a view
 * @param network depth and precision
 * @param warmupSteps of each part, not timed
 * @param steps of each part, timed
 * @param measurements in the order in which they were made
 */
public record BenchmarkResult(
    Build build,
    Environment environment,
    ImmutableList<Device> devices,
    String preset,
    ImmutableList<String> overrides,
    Optional<String> data,
    int batchSize,
    int sizePx,
    String network,
    int warmupSteps,
    int steps,
    ImmutableList<Measurement> measurements) {

  /**
   * What the steps of one part cost.
   *
   * @param part what was timed
   * @param medianMs of the steps' wall times, in milliseconds
   * @param p95Ms 19 of 20 steps took at most this
   * @param imagesPerSecond source images, two views each, over the sum of all steps' wall times
   * @param waitShare of the wall time, in [0, 1], that steps waited for input; empty where there is
   *     nothing else to do
   * @param peakMemoryBytes the most physical memory that the process held from the part's first
   *     operation to its last step; or, where the system does not let it start anew, since the
   *     process began; empty where it does not tell
   */
  public record Measurement(
      Benchmark.Part part,
      double medianMs,
      double p95Ms,
      double imagesPerSecond,
      Optional<Double> waitShare,
      Optional<Long> peakMemoryBytes) {

    /**
     * Of the times of single steps.
     *
     * @param seconds wall time of each step, at least one
     * @param waitedSeconds of all steps together
     */
    static Measurement of(
        Benchmark.Part part,
        int batchSize,
        double[] seconds,
        double waitedSeconds,
        Optional<Long> peakMemoryBytes) {
      checkArgument(seconds.length > 0, "no step was timed");
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      double total = Arrays.stream(sorted).sum();
      boolean trains = part == Benchmark.Part.SYNTHETIC || part == Benchmark.Part.SHARDS;
      return new Measurement(
          part,
          1e3 * median(sorted),
          1e3 * sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
          batchSize * seconds.length / total,
          trains ? Optional.of(Math.min(1, waitedSeconds / total)) : Optional.empty(),
          peakMemoryBytes);
    }

    private static double median(double[] sorted) {
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }
}
