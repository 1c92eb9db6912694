package org.densesiam.trainer.cli;

import com.google.common.base.Joiner;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.export.serving.ServingConfig;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.export.CheckpointChoice;
import org.densesiam.trainer.export.ExportFormat;
import org.densesiam.trainer.export.ModelRecord;
import org.densesiam.trainer.export.RunExport;
import org.densesiam.trainer.export.ServingMeasurement;
import org.densesiam.trainer.machine.Program;
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
      "Writes the network of a run as a SavedModel, for TensorFlow Serving and Python.",
      "That is the backbone of a pretrain run, or the segmenter of a segment or finetune run,"
          + " with requests to warm up with; beside the versions, in MODEL_DIR/config, examples"
          + " of configuration for a server.",
      "Signatures: serving_default takes pixels, image_bytes JPEG or PNG files. A backbone answers"
          + " with features, has embed, and masks if it learned region masks; a segmenter"
          + " answers with"
          + " labels, classes too if it was evaluated, and has image_bytes_sized."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam export --run runs/first --to models/first",
      "  saved_model_cli show --dir models/first/1 --all"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run.")
  private Path run;

  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      description =
          "last, or best: the one that finetune found best by --eval-data on the way. Default:"
              + " last.")
  private CheckpointChoice checkpoint = CheckpointChoice.LAST;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "MODEL_DIR",
      description =
          "Folder of the model's versions, each a folder with a number for a name; its own name is"
              + " the model's.")
  private Path to;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Number of this version. Default: one above the newest, 1 for the first.")
  private @Nullable Long version;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "saved-model; safetensors, for PyTorch; or tf-checkpoint. Default:" + " saved-model.")
  private ExportFormat format = ExportFormat.SAVED_MODEL;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "fp32 or bf16: what the model computes in. Default: fp32.")
  private Precision precision = Precision.FP32;

  @Override
  public Integer call() {
    Bf16Notice.print(precision, spec);
    ModelFolder target = new ModelFolder(to);
    RunExport export = new RunExport(RunDirectory.open(run), checkpoint);
    long number = version == null ? target.nextVersion() : version;
    Optional<Path> named = newestWithClassNames(target);
    Path written = export.write(target, number, format, precision);
    PrintWriter out = spec.commandLine().getOut();
    ModelRecord model = export.record(number);
    out.printf("%-12s %s, %s after %d steps%n", "Model", written, model.network(), model.step());
    if (format == ExportFormat.SAVED_MODEL) {
      printSignatures(written, out); // what cannot be loaded is not done
      Path config = ServingConfig.write(target, ServingMeasurement.of(written));
      out.printf("%-12s %s%n", "Server", config);
    }
    named.filter(earlier -> lacksClassNames(written)).ifPresent(earlier -> warn(earlier, written));
    return ExitCode.DONE;
  }

  private static Optional<Path> newestWithClassNames(ModelFolder target) {
    return target.versions().isEmpty()
        ? Optional.empty()
        : Optional.of(target.newest()).filter(ExportCommand::hasClassNames);
  }

  private static boolean hasClassNames(Path version) {
    try {
      return SegmenterAsset.in(version).flatMap(SegmenterAsset::matching).isPresent();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return false; // a damaged version keeps nobody from writing a whole one
    }
  }

  /** Whether callers of a segmenter get numbers of clusters only. */
  private static boolean lacksClassNames(Path version) {
    return SegmenterAsset.in(version).filter(about -> about.matching().isEmpty()).isPresent();
  }

  private void warn(Path earlier, Path written) {
    spec.commandLine()
        .getErr()
        .printf(
            "Warning: %s has names of classes, %s has none, since its run was not evaluated on"
                + " labelled images; run %s and export again.%n",
            earlier, written, Program.command("evaluate", "--run", run, "--eval-data", "LABELLED"));
  }

  private static void printSignatures(Path written, PrintWriter out) {
    try (ImageModel model = ImageModel.load(written)) {
      out.printf("%-12s %s%n", "Signatures", Joiner.on(", ").join(model.signatures()));
      out.printf(
          "%-12s %s%n",
          "Next",
          Program.command(
              "predict", "--model", written, "--images", "photos", "--to", "predictions"));
    }
  }
}
