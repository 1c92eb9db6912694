package org.densesiam.trainer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.densesiam.trainer.benchmark.BenchmarkResult;
import org.densesiam.trainer.machine.Environment;

/** A {@link BenchmarkResult} for people: what ran where, then a line for each part. */
final class BenchmarkTable {
  private BenchmarkTable() {}

  static void print(BenchmarkResult result, PrintWriter out) {
    Environment environment = result.environment();
    out.printf(
        "%s, %d cores, TensorFlow %s (%s)%n",
        environment.cpuModel().orElse("unknown processor"),
        environment.cores(),
        environment.tensorflow(),
        environment.nativeLibrary());
    out.printf(
        "%s, %d px, batch %d: %d steps each, after %d to warm up%n%n",
        result.network(),
        result.sizePx(),
        result.batchSize(),
        result.steps(),
        result.warmupSteps());
    out.printf(
        "%-36s %9s %9s %9s %7s %12s%n",
        "", "median ms", "p95 ms", "images/s", "wait", "peak memory");
    result.measurements().forEach(measurement -> out.println(line(measurement)));
  }

  private static String line(BenchmarkResult.Measurement measurement) {
    return String.format(
        Locale.ROOT,
        "%-36s %9.1f %9.1f %9.2f %7s %12s",
        measurement.part().description(),
        measurement.medianMs(),
        measurement.p95Ms(),
        measurement.imagesPerSecond(),
        measurement
            .waitShare()
            .map(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
            .orElse("-"),
        measurement.peakMemoryBytes().map(ByteSizeConverter::format).orElse("unknown"));
  }
}
