package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.trainer.benchmark.ModelBenchmark;
import org.densesiam.trainer.benchmark.ModelBenchmarkResult;
import org.densesiam.trainer.export.ModelRecord;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code densesiam benchmark --model}; add them by {@code @Mixin}. */
final class ModelBenchmarkOptions {
  private static final int ANY_SIDE_PX = 224;

  @Option(
      names = "--model",
      paramLabel = "MODEL_DIR",
      description =
          "Time predictions of this exported model instead of training. Every answer is checked"
              + " against the model's own when nobody else asked.")
  private @Nullable Path model;

  @Option(
      names = "--signature",
      defaultValue = "serving_default",
      paramLabel = "NAME",
      description = "With --model: what to call. Default: ${DEFAULT-VALUE}.")
  private String signature;

  @Option(
      names = "--outputs",
      split = ",",
      paramLabel = "NAME",
      description = "With --model: what to ask for. Default: all that the signature has.")
  private List<String> outputs = ImmutableList.of();

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "With --model: threads that call side by side. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--calls",
      defaultValue = "200",
      paramLabel = "N",
      description =
          "With --model: calls to time, after a tenth of it to warm up. Default: ${DEFAULT-VALUE}.")
  private int calls;

  /** Whether a model is to be timed. */
  boolean areGiven() {
    return model != null;
  }

  /**
   * Times it.
   *
   * @param batchSize images a call; 1 if empty
   * @param sidePx of the square images; that of a training view if empty
   */
  ModelBenchmarkResult run(Optional<Integer> batchSize, Optional<Integer> sidePx) {
    try (ImageModel loaded = ImageModel.load(Optional.ofNullable(model).orElseThrow())) {
      int side =
          sidePx.or(() -> ModelRecord.of(loaded).map(ModelRecord::viewSidePx)).orElse(ANY_SIDE_PX);
      ModelBenchmark.Order order =
          new ModelBenchmark.Order(
              signature,
              ImmutableList.copyOf(outputs),
              batchSize.orElse(1),
              side,
              threads,
              Math.max(1, calls / 10),
              calls);
      return new ModelBenchmarkResult(
          Build.current(),
          Environment.current(),
          loaded.folder().toString(),
          order,
          new ModelBenchmark(loaded, order).run());
    }
  }

  static void print(ModelBenchmarkResult result, PrintWriter out) {
    Environment environment = result.environment();
    ModelBenchmark.Order order = result.order();
    ModelBenchmarkResult.ModelMeasurement measured = result.measurement();
    out.printf(
        "%s, %d cores, TensorFlow %s (%s)%n",
        environment.cpuModel().orElse("unknown processor"),
        environment.cores(),
        environment.tensorflow(),
        environment.nativeLibrary());
    out.printf(
        "%s, signature %s: %d calls of %d images of %d px from %d threads, all answered right%n",
        result.model(),
        order.signature(),
        measured.calls(),
        order.batchSize(),
        order.sidePx(),
        order.threads());
    out.printf(
        Locale.ROOT,
        "%.1f images/s; an image takes %.2f ms (p50), %.2f ms (p99)%n",
        measured.imagesPerSecond(),
        measured.p50Ms(),
        measured.p99Ms());
    measured
        .residentBytesBefore()
        .ifPresent(
            before ->
                out.printf(
                    "resident memory %s after warm-up, %s at the end%n",
                    ByteSizeConverter.format(before),
                    ByteSizeConverter.format(measured.residentBytesAfter().orElse(before))));
  }
}
