package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.ScoreTable;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.RunStart;
import org.densesiam.trainer.train.TrainingRun;
import org.densesiam.trainer.weights.WeightImport;
import org.densesiam.trainer.weights.WeightSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam segment}: shards in, a run directory with a trained segmenter out. */
@Command(
    name = "segment",
    description = {
      "Learns a segmentation network from shards of images, without labels.",
      "Labels in --eval-data never reach training: they only tell how good the clusters are."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam segment --preset laptop --data shards/train --eval-data shards/val \\",
      "      --backbone runs/first --run runs/segment"
    })
final class SegmentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "quickstart, laptop, coco-stuff-resnet18, or a *.yaml file (default: ${DEFAULT-VALUE}).",
      defaultValue = "laptop")
  private String preset;

  @Option(
      names = "--eval-data",
      paramLabel = "SHARDS",
      description =
          "Labelled images that are not trained on, to judge by before, in between and after.")
  private @Nullable String evalData;

  @Option(
      names = "--backbone",
      paramLabel = "WEIGHTS",
      description =
          "What the backbone starts from: a run of pretrain, one checkpoint's folder, or a"
              + " .safetensors file under torchvision's names. Without it: random.")
  private @Nullable Path backbone;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Runs N seeds, run.seed and those after it, below --run, and reports mean and standard"
              + " deviation. Stopped, it goes on when started again.")
  private int repeat;

  @Mixin private RunOptions options;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    checkArgument(repeat >= 1, "--repeat must be at least 1: %s", repeat);
    RunOrder<SegmentConfig> order =
        options.order(Presets.SEGMENT, ConfigYaml.SEGMENT, preset, Optional.ofNullable(evalData));
    return repeat == 1
        ? run(order, display)
        : new SeedRuns(repeat, spec).run(order, each -> run(each, display));
  }

  private int run(RunOrder<SegmentConfig> order, ProgressDisplay display) {
    TrainingRun segmentation = prepare(order, display);
    RunDirectory directory = segmentation.directory();
    return options.train(segmentation, display, () -> tell(directory));
  }

  private TrainingRun prepare(RunOrder<SegmentConfig> order, ProgressDisplay display) {
    Optional<NamedArrays> weights =
        Optional.ofNullable(backbone)
            .filter(from -> repeat == 1 || !order.resume()) // a resumed seed has them
            .map(from -> weights(from, order.config()));
    try (ScanDisplay scan = new ScanDisplay(display)) {
      return TrainingRun.prepare(order, RunStart.from(weights), scan);
    }
  }

  private static NamedArrays weights(Path from, SegmentConfig config) {
    return WeightImport.of(config.model(), WeightSource.at(from).backbone()).weights();
  }

  private void tell(RunDirectory directory) {
    Optional<EvaluationSummary> summary = EvaluationFiles.read(directory.evaluation());
    summary.ifPresent(
        found -> new ScoreTable(found).lines().forEach(spec.commandLine().getOut()::println));
  }
}
