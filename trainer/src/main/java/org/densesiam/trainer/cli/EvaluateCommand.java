package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.eval.Evaluation;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationResult;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.EvaluationSummary.Matching;
import org.densesiam.trainer.eval.ScoreTable;
import org.densesiam.trainer.finetune.Finetuning;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.TrainedSegmenter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam evaluate}: how good a run's segmentation is on labelled images. */
@Command(
    name = "evaluate",
    description = {
      "Judges the newest checkpoint of a segmentation on labelled images.",
      "Clusters are matched to classes on these very images (Hungarian method), then mIoU,"
          + " accuracy, IoU per class.",
      "Without labels it draws what the network sees and gives no figures."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam evaluate --run runs/segment --eval-data shards/val")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "A run of densesiam segment or finetune.")
  private Path run;

  @Option(
      names = "--eval-data",
      required = true,
      paramLabel = "SHARDS",
      description = "What \"densesiam import masks\" or \"import coco-stuff\" wrote.")
  private String evalData;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where figures and pictures go (default: evaluation in the run's folder).")
  private @Nullable Path to;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(run);
    ShardSet shards = ShardSet.open(evalData);
    Path folder = to == null ? directory.evaluation() : to;
    checkScoresStay(folder, shards.pixelClasses().isPresent());
    shards.verify(ScanProgress.SILENT);
    if (directory.config() instanceof FinetuneConfig labelled
        && shards.pixelClasses().isPresent()) {
      Finetuning.checkClasses(directory, labelled, evalData, shards);
    }
    try (TrainedSegmenter segmenter = TrainedSegmenter.newest(directory);
        Evaluation evaluation =
            Evaluation.of(
                shards,
                segmenter.config().evaluation().sizePx(),
                segmenter.config().evaluation().batchSize())) {
      long step = CheckpointStore.describe(segmenter.checkpoint()).position().step();
      EvaluationResult result =
          evaluation.run(segmenter.predictor(), Matching.of(segmenter.config().job())).atStep(step);
      checkScoresStay(folder, result.summary().scores().isPresent());
      EvaluationFiles.write(result, evaluation.classes(), folder);
      PrintWriter out = spec.commandLine().getOut();
      json.show(
          result.summary(),
          out,
          () -> {
            out.printf("%-14s %s%n", "Checkpoint", segmenter.checkpoint());
            new ScoreTable(result.summary()).lines().forEach(out::println);
            out.printf("%-14s %s%n", "Files", folder);
          });
    }
    return ExitCode.DONE;
  }

  /** Scores are never replaced by none: they are what an export's classes come from. */
  private void checkScoresStay(Path folder, boolean judged) {
    boolean hasScores = EvaluationFiles.read(folder).flatMap(EvaluationSummary::scores).isPresent();
    checkArgument(
        judged || !hasScores,
        "%s has no labels to judge by, and %s has scores, which stay; give labelled shards, or --to"
            + " another folder for pictures alone",
        evalData,
        folder);
  }
}
