package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.SegmentMethod;
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
      "      --init runs/first --run runs/segment"
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
      names = "--method",
      paramLabel = "M",
      description =
          "densesiam, or picie: the baseline that clusters features before each epoch (Cho et al.,"
              + " CVPR 2021), on the preset's network. Default: the preset's, densesiam.")
  private @Nullable SegmentMethod method;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      description =
          "Categories that the network tells apart: --set model.categories.count=K (of picie"
              + " model.clusters=K). Default: as many as --eval-data has classes, else the preset's.")
  private @Nullable Integer clusters;

  @Mixin private SegmenterOptions segmenter;

  @Mixin private RunOptions options;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    RunOrder<SegmentConfig> order = order();
    int repeat = segmenter.repeat();
    return repeat == 1
        ? run(order, display)
        : new SeedRuns(repeat, spec).run(order, each -> run(each, display));
  }

  private RunOrder<SegmentConfig> order() {
    if (options.isResumed()) {
      checkArgument(
          method == null,
          "--method cannot be given with --resume: a run goes on with its own configuration");
      return order(Presets.SEGMENT, SegmentMethod.DENSESIAM, Optional.ofNullable(clusters));
    }
    Presets<SegmentConfig> presets =
        Optional.ofNullable(method)
            .map(chosen -> Presets.SEGMENT.changed(chosen::of))
            .orElse(Presets.SEGMENT);
    ClusterChoice choice =
        new ClusterChoice(
            preset, segmenter.evalData(), options.overrides(), Optional.ofNullable(clusters));
    SegmentMethod learned = SegmentMethod.behind(presets.load(preset, ImmutableList.of()));
    RunOrder<SegmentConfig> order = order(presets, learned, choice.clusters());
    spec.commandLine().getOut().println(choice.sentence(order.config()));
    return order;
  }

  private RunOrder<SegmentConfig> order(
      Presets<SegmentConfig> presets, SegmentMethod learned, Optional<Integer> count) {
    return options.order(
        presets,
        ConfigYaml.SEGMENT,
        preset,
        segmenter.evalData(),
        new KeyOptions.Shortcut("--clusters", learned.clustersKey(), count));
  }

  private int run(RunOrder<SegmentConfig> order, ProgressDisplay display) {
    TrainingRun segmentation = prepare(order, display);
    RunDirectory directory = segmentation.directory();
    return options.train(segmentation, display, () -> tell(directory));
  }

  private TrainingRun prepare(RunOrder<SegmentConfig> order, ProgressDisplay display) {
    Optional<NamedArrays> weights =
        segmenter
            .init()
            .filter(from -> segmenter.repeat() == 1 || !order.resume()) // a resumed seed has them
            .map(from -> weights(from, order.config()));
    try (ScanDisplay scan = new ScanDisplay(display)) {
      return TrainingRun.prepare(
          order, RunStart.from(weights, weights.flatMap(taken -> segmenter.init())), scan);
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
