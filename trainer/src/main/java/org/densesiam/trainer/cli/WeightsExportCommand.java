package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.trainer.weights.NetworkPart;
import org.densesiam.trainer.weights.WeightExport;
import org.densesiam.trainer.weights.WeightSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam weights export}: see {@link WeightExport}. */
@Command(
    name = "export",
    description = {
      "Writes a run's weights as a .safetensors file, in PyTorch's layouts.",
      "The backbone has torchvision's names and loads into torchvision.models.resnet*; the network"
          + " has the released code's, heads included."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam weights export --run runs/first --to backbone.safetensors",
      "  densesiam weights export --run runs/first --part network --to all.safetensors"
    })
final class WeightsExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "A run, whose newest checkpoint is taken, or one checkpoint's folder.")
  private Path run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The .safetensors file; one that is there is replaced.")
  private Path to;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "backbone or network. Default: backbone.")
  private NetworkPart part = NetworkPart.BACKBONE;

  @Override
  public Integer call() {
    int variables = WeightExport.write(WeightSource.at(run), part, to, ImmutableMap.of());
    spec.commandLine().getOut().printf("%s: %d variables of the %s%n", to, variables, part);
    return ExitCode.DONE;
  }
}
