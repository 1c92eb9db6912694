package org.densesiam.trainer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.PrintableText;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.predict.FolderPrediction;
import org.densesiam.trainer.predict.PredictionOptions;
import org.densesiam.trainer.predict.PredictionOptions.What;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam predict}: see {@link FolderPrediction}. */
@Command(
    name = "predict",
    description = {
      "Runs a folder of images through an exported model.",
      "Masks: NAME.labels.png, whose pixels are category numbers, and NAME.overlay.png, for"
          + " a segmenter with a legend; with names, if it was evaluated: NAME.classes.png, 255 for"
          + " none, and legend.png. Features:"
          + " NAME.OUTPUT.npy for numpy.load, and NAME.features.png, where like features have like"
          + " colours. Images that cannot be decoded are listed in failed.tsv."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam predict --model models/first --images photos --to predictions",
      "  densesiam predict --what features --model models/first --images photos --to f"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int FAILED_SHOWN = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL_DIR",
      description = "Folder of a model, whose newest version is taken, or of one version.")
  private Path model;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Folder of images or frames of a video, searched recursively.")
  private Path images;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results; results that are there are replaced.")
  private Path to;

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      description = "masks or features. Default: masks if the model has them, else features.")
  private @Nullable What what;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description =
          "Signature to call. Default: masks for a backbone's masks, else serving_default.")
  private @Nullable String signature;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description =
          "Resize the short side of each image to this. Default: what the model knows best.")
  private @Nullable Integer shortSidePx;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images in one call. Default: ${DEFAULT-VALUE}.")
  private int batchSize = PredictionOptions.DEFAULT.batchSize();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Do not decode images of more pixels than this. Default: ${DEFAULT-VALUE}.")
  private long maxPixels = PredictionOptions.DEFAULT.maxPixels();

  @Option(
      names = "--exif-orientation",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Turn JPEGs, and so their results, as their EXIF orientation says."
              + " --no-exif-orientation: take them as they are stored. Default: turn them.")
  private boolean exifOrientation;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    PredictionOptions options =
        new PredictionOptions(
            Optional.ofNullable(what),
            Optional.ofNullable(signature),
            Optional.ofNullable(shortSidePx),
            batchSize,
            maxPixels,
            exifOrientation);
    try (ImageModel loaded = ImageModel.load(model)) {
      FolderPrediction.Summary summary =
          new FolderPrediction(loaded, options).run(images, to, progress.display());
      print(spec.commandLine().getOut(), summary);
      return ExitCode.DONE;
    }
  }

  private static void print(PrintWriter out, FolderPrediction.Summary summary) {
    double seconds = summary.elapsed().toMillis() / 1e3;
    out.printf(
        Locale.ROOT,
        "%-12s %s of %d images in %s%n",
        "Written",
        Spelling.of(summary.what()),
        summary.written(),
        PrintableText.of(summary.out().toString()));
    out.printf(
        Locale.ROOT, "%-12s %.1f s, %.1f images/s%n", "Time", seconds, summary.written() / seconds);
    if (summary.failed().isEmpty()) {
      return;
    }
    out.printf(
        "%-12s %d, listed in %s%n",
        "Failed",
        summary.failed().size(),
        PrintableText.of(summary.out().resolve("failed.tsv").toString()));
    summary.failed().stream()
        .limit(FAILED_SHOWN)
        .forEach(
            failed ->
                out.printf(
                    "%-12s %s: %s%n",
                    "", PrintableText.ofName(failed.name()), PrintableText.of(failed.reason())));
  }
}
