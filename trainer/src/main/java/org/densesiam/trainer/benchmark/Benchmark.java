package org.densesiam.trainer.benchmark;

import static com.google.common.base.Preconditions.checkArgument;
import static java.math.RoundingMode.CEILING;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.math.LongMath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.ProcessMemory;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.train.TrainingTrial;

/** Times training and input, part by part. */
public final class Benchmark {
  private final Order order;
  private final ProgressDisplay display;

  /**
   * What is to be timed.
   *
   * @param config network, views, batch size
   * @param shards for the parts that read them
   * @param parts run in the order of {@link Part}
   * @param warmupSteps of each part that are not timed, at least 0: the first builds, allocates and
   *     chooses kernels
   * @param steps of each part that are timed, at least 1
   */
  public record Order(
      TrainingConfig config,
      Optional<RecordSource> shards,
      ImmutableSet<Part> parts,
      int warmupSteps,
      int steps) {
    public Order {
      checkArgument(!parts.isEmpty(), "nothing to time");
      checkArgument(warmupSteps >= 0, "warmupSteps must not be negative: %s", warmupSteps);
      checkArgument(steps >= 1, "steps must be at least 1: %s", steps);
      for (Part part : parts) {
        checkArgument(shards.isPresent() || !part.needsShards(), "%s needs shards", part);
      }
    }
  }

  /** A benchmark, not yet run. */
  public Benchmark(Order order, ProgressDisplay display) {
    this.order = order;
    this.display = display;
  }

  /**
   * Runs all parts.
   *
   * @throws IllegalStateException if so many records cannot be decoded that the shards run out
   */
  public ImmutableList<BenchmarkResult.Measurement> run() {
    return order.parts().stream()
        .sorted()
        .map(this::measure)
        .collect(ImmutableList.toImmutableList());
  }

  private BenchmarkResult.Measurement measure(Part part) {
    ProcessMemory.forgetPeak();
    double[] seconds = new double[order.steps()];
    double waited = 0;
    int total = order.warmupSteps() + order.steps();
    try (Progress progress = display.start(part.description(), "steps", total);
        Workload workload = workload(part)) {
      for (int step = 0; step < total; step++) {
        long begin = System.nanoTime();
        double wait = workload.step().orElseThrow(() -> ranOut(part));
        double took = (System.nanoTime() - begin) / 1e9;
        if (step >= order.warmupSteps()) {
          seconds[step - order.warmupSteps()] = took;
          waited += wait;
        }
        progress.update(step + 1, step < order.warmupSteps() ? "warm-up" : "");
      }
      return BenchmarkResult.Measurement.of(
          part,
          order.config().data().batchSize(),
          seconds,
          waited,
          ProcessMemory.current().map(ProcessMemory::peakBytes));
    }
  }

  private Workload workload(Part part) {
    TrainingConfig config = order.config();
    return switch (part) {
      case SYNTHETIC -> new Workload.Training(TrainingTrial.onNoise(config));
      case SHARDS -> new Workload.Training(TrainingTrial.onShards(config, longEpoch()));
      case INPUT -> new InputWorkload(config, longEpoch(), false);
      case INPUT_COLOUR -> new InputWorkload(config, longEpoch(), true);
    };
  }

  /**
   * The shards, as often as it takes for one epoch to hold all steps, and once more for records
   * that cannot be decoded: where an epoch has a few batches only, its end would be what is timed.
   */
  private RecordSource longEpoch() {
    RecordSource shards = order.shards().orElseThrow();
    long images = (long) order.config().data().batchSize() * (order.warmupSteps() + order.steps());
    int copies = (int) LongMath.divide(images, shards.records(), CEILING) + 1;
    return new RecordSource(
        Collections.nCopies(copies, shards.files()).stream()
            .flatMap(ImmutableList<Path>::stream)
            .collect(ImmutableList.toImmutableList()),
        shards.compression(),
        shards.imageKey(),
        copies * shards.records());
  }

  private static IllegalStateException ranOut(Part part) {
    return new IllegalStateException(
        "the shards ran out during \"%s\": about half of their records or more cannot be decoded; look at them with densesiam preview, or import the images again"
            .formatted(part.description()));
  }

  /** What can be timed. */
  public enum Part {
    /** Training steps on views of noise: input costs nothing. */
    SYNTHETIC("training, synthetic views"),
    /** Training steps on real shards. */
    SHARDS("training, shards"),
    /** Input alone: read, decode, crop twice, resize, flip. */
    INPUT("input: decode, crop, resize"),
    /** Input alone, and on the CPU what else is done on the device that trains. */
    INPUT_COLOUR("input with colour, blur, normalise");

    private final String description;

    Part(String description) {
      this.description = description;
    }

    /** A few words for a table. */
    public String description() {
      return description;
    }

    /** Whether it reads shards. */
    public boolean needsShards() {
      return this != SYNTHETIC;
    }

    /** As on the command line: {@code input-colour}. */
    @Override
    @JsonValue
    public String toString() {
      return Spelling.of(this);
    }
  }
}
