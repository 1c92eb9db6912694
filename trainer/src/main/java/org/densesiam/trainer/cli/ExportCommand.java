package org.densesiam.trainer.cli;

import com.google.common.base.Joiner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.export.ModelRecord;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.run.RunDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam export}: see {@link RunExport}. */
@Command(
    name = "export",
    description = {
      "Writes the backbone of a run as a SavedModel, which TensorFlow Serving and Python load.",
      "Its signatures: serving_default and embed take pixels, image_bytes takes JPEG or PNG files,"
          + " masks gives a label for each pixel if the run learned region masks."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam export --run runs/first --to models/first",
      "  saved_model_cli show --dir models/first/1 --all"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The run; the weights of its newest checkpoint are taken.")
  private Path run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "MODEL_DIR",
      description = "Folder of the model's versions, each a folder with a number for a name.")
  private Path to;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Number of this version. Default: one above the newest, 1 for the first.")
  private @Nullable Long version;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "fp32 or bf16: what the model computes in. Default: fp32.")
  private Precision precision = Precision.FP32;

  @Override
  public Integer call() {
    ModelFolder target = new ModelFolder(to);
    RunExport export = new RunExport(RunDirectory.open(run));
    Path written =
        export.write(target, version == null ? target.nextVersion() : version, precision);
    try (ImageModel model = ImageModel.load(written)) { // what cannot be loaded is not done
      print(spec.commandLine().getOut(), export.origin(), model);
    }
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, ModelRecord origin, ImageModel model) {
    out.printf(
        "%-12s %s, %s after %d steps%n", "Model", model.folder(), origin.network(), origin.step());
    out.printf("%-12s %s%n", "Signatures", Joiner.on(", ").join(model.signatures()));
    out.printf(
        "%-12s densesiam predict --model %s --images photos --out predictions%n",
        "Next", model.folder());
  }
}
