package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.benchmark.Benchmark;
import org.densesiam.trainer.benchmark.BenchmarkResult;
import org.densesiam.trainer.benchmark.ModelBenchmarkResult;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.finetune.Finetuning;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.Environment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam benchmark}: see {@link Benchmark}. */
@Command(
    name = "benchmark",
    description = {
      "Times training steps and the input pipeline on this machine.",
      "All losses are on; an image is a source image, from which two views are made. Nothing is"
          + " kept.",
      "With --model, times predictions of an exported model instead; --batch-size is then images a"
          + " call, 1 if not given, and --size the side of the images, that of a training view"
          + " if not."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam benchmark --preset laptop --data shards/photos",
      "  densesiam benchmark --preset imagenet-resnet50 --set data.batchSize=8 \\",
      "      --set model.precision=bf16 --what synthetic --json",
      "  densesiam benchmark --model models/first --threads 8 --calls 20000"
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--data",
      paramLabel = "SHARDS",
      description =
          "Folder that \"densesiam import\" wrote, or a glob of TFRecord files. Without it, only"
              + " what needs no data is timed.")
  private @Nullable String data;

  @Option(
      names = "--what",
      split = ",",
      paramLabel = "PART",
      description = "Which of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Benchmark.Part> what = ImmutableList.of();

  @Option(
      names = "--steps",
      defaultValue = "20",
      paramLabel = "N",
      description = "Steps to time, of each part. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--warmup",
      defaultValue = "5",
      paramLabel = "N",
      description = "Steps before them that are not timed. Default: ${DEFAULT-VALUE}.")
  private int warmup;

  @Mixin private JsonOption json;

  @Mixin private ModelBenchmarkOptions model;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (model.areGiven()) {
      checkArgument(data == null, "--model times predictions: --data is for training");
      ModelBenchmarkResult result = model.run(presets.batchSize(), presets.sizePx());
      json.show(result, out, () -> ModelBenchmarkOptions.print(result, out));
      return ExitCode.DONE;
    }
    checkArgument(steps >= 1, "--steps must be at least 1: %s", steps);
    checkArgument(warmup >= 0, "--warmup must be at least 0: %s", warmup);
    TrainingConfig config = withClasses(presets.load());
    Bf16Notice.print(config.model().precision(), spec);
    Optional<RecordSource> shards =
        Optional.ofNullable(data).map(ShardSet::open).map(RecordSource::of);
    Benchmark.Order order = new Benchmark.Order(config, shards, parts(), warmup, steps);
    BenchmarkResult result = result(config, new Benchmark(order, progress.display()).run());
    json.show(result, out, () -> BenchmarkTable.print(result, out));
    return ExitCode.DONE;
  }

  /** Labels have classes, whose number costs time: those of the shards. */
  private TrainingConfig withClasses(TrainingConfig config) {
    if (!(config instanceof FinetuneConfig labelled) || labelled.model().classes().isPresent()) {
      return config;
    }
    checkArgument(
        data != null,
        "a step of finetune needs classes: give labelled --data SHARDS, or --set"
            + " model.classes=[sky,road]");
    return labelled.withClasses(Finetuning.classes(data, ShardSet.open(data)));
  }

  private ImmutableSet<Benchmark.Part> parts() {
    if (what.isEmpty()) {
      return Arrays.stream(Benchmark.Part.values())
          .filter(part -> data != null || !part.needsShards())
          .collect(ImmutableSet.toImmutableSet());
    }
    for (Benchmark.Part part : what) {
      checkArgument(data != null || !part.needsShards(), "--what %s needs --data SHARDS", part);
    }
    return ImmutableSet.copyOf(what);
  }

  private BenchmarkResult result(
      TrainingConfig config, ImmutableList<BenchmarkResult.Measurement> measurements) {
    return new BenchmarkResult(
        Build.current(),
        Environment.current(),
        Device.list(),
        presets.preset(),
        presets.overrides(),
        Optional.ofNullable(data),
        config.data().batchSize(),
        config.viewPx(),
        "%s of width %d, %s"
            .formatted(
                config.model().backbone().depth(),
                config.model().backbone().width(),
                config.model().precision()),
        warmup,
        steps,
        measurements);
  }
}
