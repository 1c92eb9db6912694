package org.densesiam.trainer.cli;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.prepare.ScanProgress;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.run.Pretraining;
import org.densesiam.trainer.run.RunOrder;
import org.densesiam.trainer.weights.WeightImport;
import org.densesiam.trainer.weights.WeightSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam weights import}: see {@link WeightImport}. */
@Command(
    name = "import",
    description = {
      "Begins a run of pre-training with the weights of a .safetensors file, or of another run: a"
          + " run directory with a checkpoint before the first step, from which \"pretrain --resume\""
          + " goes on.",
      "The file has torchvision's names, or the released code's with \"backbone.\" before them; both"
          + " may follow \"module.\". A classifier in it is left out. The backbone must be whole and of"
          + " the preset's depth and width; a head that the file lacks starts from the seed.",
      "To start a segmentation from such a file there is no need to import it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam weights import --from resnet18.safetensors --run runs/tuned \\",
      "      --data shards/train --preset laptop --set model.backbone.width=64",
      "  densesiam pretrain --resume --data shards/train --run runs/tuned"
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
      description = "What the run will learn from, as \"pretrain --data\" takes it.")
  private String data;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description = "As of \"pretrain\" (default: ${DEFAULT-VALUE}).",
      defaultValue = "laptop")
  private String preset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the preset; may be given more than once.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    PretrainConfig config = Presets.PRETRAIN.load(preset, overrides);
    WeightImport weights = WeightImport.of(config.model(), WeightSource.at(from).network());
    Pretraining pretraining =
        Pretraining.prepare(
            new RunOrder<>(
                config,
                data,
                Optional.empty(),
                run,
                false,
                ImmutableList.copyOf(
                    spec.commandLine().getParent().getParent().getParseResult().originalArgs())),
            ScanProgress.SILENT);
    Path checkpoint = pretraining.startFrom(weights.weights());
    tell(weights, checkpoint);
    return ExitCode.DONE;
  }

  private void tell(WeightImport weights, Path checkpoint) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-12s %s%n", "Checkpoint", checkpoint);
    line(out, "Imported", weights.taken());
    line(out, "From seed", weights.fresh());
    line(out, "Left out", weights.ignored());
    out.printf("%-12s densesiam pretrain --resume --data %s --run %s%n", "Next", data, run);
  }

  private static void line(PrintWriter out, String name, ImmutableSortedSet<String> parts) {
    if (!parts.isEmpty()) {
      out.printf("%-12s %s%n", name, Joiner.on(", ").join(parts));
    }
  }
}
