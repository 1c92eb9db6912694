package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.densesiam.data.labelled.LabelledSubset;
import org.densesiam.data.record.PixelClass;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.ScoreTable;
import org.densesiam.trainer.finetune.Finetuning;
import org.densesiam.trainer.finetune.LabelAmount;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam finetune}: labelled shards in, a run directory with a trained segmenter out. */
@Command(
    name = "finetune",
    description = {
      "Learns a segmentation network from labelled images, all of them or a few.",
      "It starts from a run of pretrain or segment, from weights of others, or at random."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam finetune --preset laptop --data shards/labelled \\",
      "      --eval-data shards/labelled-val --init runs/first \\",
      "      --labels 40 --run runs/few"
    })
final class FinetuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description = "quickstart, laptop, camvid, or a *.yaml file (default: ${DEFAULT-VALUE}).",
      defaultValue = "laptop")
  private String preset;

  @Option(
      names = "--labels",
      paramLabel = "N|P%%|LIST",
      description =
          "Learn from so many of the labelled images (40), such a share (10%%), or those that a"
              + " file"
              + " names, one a line. Drawn so that each class is in one of them if possible; the"
              + " run's"
              + " labelled-images.txt lists them. Default: all.")
  private @Nullable String labels;

  @Option(
      names = "--label-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which of the images --labels draws (default: ${DEFAULT-VALUE}).")
  private long labelSeed;

  @Mixin private SegmenterOptions segmenter;

  @Mixin private RunOptions options;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    int repeat = segmenter.repeat();
    RunOrder<FinetuneConfig> order =
        options.order(Presets.FINETUNE, ConfigYaml.FINETUNE, preset, segmenter.evalData());
    long firstSeed = order.config().run().seed();
    return repeat == 1
        ? run(order, labelSeed, display)
        : new SeedRuns(repeat, spec)
            .run(
                order,
                each -> run(each, labelSeed + each.config().run().seed() - firstSeed, display));
  }

  private int run(RunOrder<FinetuneConfig> order, long drawnBy, ProgressDisplay display) {
    Finetuning finetuning;
    try (ScanDisplay scan = new ScanDisplay(display)) {
      finetuning = Finetuning.prepare(order(order, drawnBy), scan);
    }
    RunDirectory directory = finetuning.run().directory();
    tell(finetuning);
    return options.train(finetuning.run(), display, () -> tellScores(directory));
  }

  private Finetuning.Order order(RunOrder<FinetuneConfig> order, long drawnBy) {
    checkArgument(
        segmenter.repeat() > 1 || !order.resume() || (labels == null && segmenter.init().isEmpty()),
        "--labels and --init cannot be given with --resume: a run goes on with its own");
    return new Finetuning.Order(
        order, segmenter.init(), Optional.ofNullable(labels).map(LabelAmount::parse), drawnBy);
  }

  private void tell(Finetuning finetuning) {
    PrintWriter out = spec.commandLine().getOut();
    finetuning
        .start()
        .ifPresent(
            start ->
                out.printf(
                    "%-10s %s from %s; new: %s%n",
                    "Start",
                    String.join(", ", start.taken()),
                    segmenter.init().orElseThrow(),
                    start.fresh().isEmpty() ? "nothing" : String.join(", ", start.fresh())));
    finetuning.labels().ifPresent(subset -> tell(subset, finetuning.run().directory(), out));
  }

  private void tell(LabelledSubset subset, RunDirectory run, PrintWriter out) {
    out.printf(
        "%-10s %d images, listed in %s%n",
        "Labels", subset.names().size(), run.labelledImagesFile());
    if (!subset.missing().isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "Warning: no pixel of these images is labelled %s; the network cannot learn %s. Take"
                  + " more --labels, or another --label-seed.%n",
              subset.missing().stream().map(PixelClass::name).collect(Collectors.joining(", ")),
              subset.missing().size() == 1 ? "it" : "them");
    }
  }

  private void tellScores(RunDirectory directory) {
    PrintWriter out = spec.commandLine().getOut();
    EvaluationFiles.read(directory.evaluation())
        .ifPresent(found -> new ScoreTable(found).lines().forEach(out::println));
    EvaluationFiles.read(directory.bestEvaluation())
        .ifPresent(
            best ->
                best.scores()
                    .ifPresent(
                        scores ->
                            out.printf(
                                "%-14s mIoU %.1f after %d steps: %s%n",
                                "Best",
                                100 * scores.meanIou(),
                                best.step().orElse(0L),
                                exportBest(directory.path()))));
  }

  private static String exportBest(Path run) {
    return Program.command(
        "export", "--run", run, "--checkpoint", "best", "--to", "models/" + run.getFileName());
  }
}
