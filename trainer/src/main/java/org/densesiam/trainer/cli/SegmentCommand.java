package org.densesiam.trainer.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.tensor.NamedArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.ScoreTable;
import org.densesiam.trainer.log.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunOrder;
import org.densesiam.trainer.run.Segmentation;
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

  @Mixin private RunOptions options;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    Segmentation segmentation = prepare(display);
    RunDirectory directory = segmentation.directory();
    return options.train(directory, display, segmentation::run, () -> tell(directory));
  }

  private Segmentation prepare(ProgressDisplay display) {
    RunOrder<SegmentConfig> order =
        options.order(Presets.SEGMENT, ConfigYaml.SEGMENT, preset, Optional.ofNullable(evalData));
    Optional<NamedArrays> weights =
        Optional.ofNullable(backbone).map(from -> weights(from, order.config()));
    try (ScanDisplay scan = new ScanDisplay(display)) {
      return Segmentation.prepare(order, weights, scan);
    }
  }

  private static NamedArrays weights(Path from, SegmentConfig config) {
    return WeightImport.of(config.model(), WeightSource.at(from).backbone()).weights();
  }

  private void tell(RunDirectory directory) {
    Path scores = directory.evaluation().resolve(EvaluationFiles.SUMMARY);
    Optional<EvaluationSummary> summary = EvaluationFiles.read(scores);
    summary.ifPresent(
        found -> new ScoreTable(found).lines().forEach(spec.commandLine().getOut()::println));
  }
}
