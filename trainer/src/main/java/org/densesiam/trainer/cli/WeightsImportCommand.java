package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.RunStart;
import org.densesiam.trainer.train.TrainingRun;
import org.densesiam.trainer.weights.WeightImport;
import org.densesiam.trainer.weights.WeightSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam weights import}: see {@link WeightImport}. */
@Command(
    name = "import",
    description = {
      "Begins a run with the weights of a .safetensors file, or of another run.",
      "A run directory with a checkpoint before the first step, from which \"pretrain --resume\""
          + " goes on, or with --job segment \"segment --resume\".",
      "The file has torchvision's names, or the released code's with \"backbone.\" before them;"
          + " both"
          + " may follow \"module.\". A classifier in it is left out. The backbone must be"
          + " whole, and"
          + " all that is taken of the preset's sizes; a decoder or a head that the file lacks"
          + " starts"
          + " from the seed.",
      "To start a segmentation from a backbone alone, give the file to \"segment --backbone\"."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam weights import --from resnet18.safetensors --run runs/tuned \\",
      "      --data shards/train --preset laptop --set model.backbone.width=64",
      "  densesiam pretrain --resume --data shards/train --run runs/tuned",
      "",
      "  densesiam weights import --job segment --from released.safetensors \\",
      "      --run runs/released --data shards/train --preset coco-stuff-resnet18",
      "  densesiam evaluate --run runs/released --eval-data shards/val",
      "  densesiam segment --resume --run runs/released --data shards/train \\",
      "      --eval-data shards/val"
    })
final class WeightsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "WEIGHTS",
      description = "A .safetensors file, a run or one checkpoint's folder.")
  private Path from;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The run to begin: a new or an empty folder.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SHARDS",
      description = "What the run will learn from, as \"pretrain\" and \"segment\" take it.")
  private String data;

  @Mixin private PresetOptions presets;

  @Override
  public Integer call() {
    TrainingConfig config = presets.load();
    checkArgument(
        !config.job().learnsFromLabels(),
        "a run of finetune begins from weights by densesiam finetune --init %s --data SHARDS --run"
            + " %s, which knows the labels",
        from,
        run);
    WeightImport weights = WeightImport.of(config.model(), WeightSource.at(from).network());
    Path checkpoint =
        TrainingRun.prepare(
                order(config),
                RunStart.from(Optional.of(weights.weights()), Optional.of(from)),
                ScanProgress.SILENT)
            .directory()
            .newestCheckpoint();
    tell(config.job(), weights, checkpoint);
    return ExitCode.DONE;
  }

  private RunOrder<TrainingConfig> order(TrainingConfig config) {
    return new RunOrder<>(
        config,
        data,
        Optional.empty(),
        run,
        false,
        ImmutableList.copyOf(
            spec.commandLine().getParent().getParent().getParseResult().originalArgs()));
  }

  private void tell(Job job, WeightImport weights, Path checkpoint) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-12s %s%n", "Checkpoint", checkpoint);
    line(out, "Imported", weights.taken());
    line(out, "From seed", weights.fresh());
    line(out, "Left out", weights.ignored());
    out.printf(
        "%-12s %s%n", "Next", Program.command(job, "--resume", "--data", data, "--run", run));
  }

  private static void line(PrintWriter out, String name, ImmutableSortedSet<String> parts) {
    if (!parts.isEmpty()) {
      out.printf("%-12s %s%n", name, Joiner.on(", ").join(parts));
    }
  }
}
