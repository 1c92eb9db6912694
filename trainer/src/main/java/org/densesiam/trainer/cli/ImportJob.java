package org.densesiam.trainer.cli;

import com.google.common.base.Stopwatch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.densesiam.data.PrintableText;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.source.ImageSource;
import org.densesiam.trainer.machine.StopSignal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all imports share: the options of their outcome, and running them. */
final class ImportJob {
  private static final String AFTER_STOP =
      "leaving this shard; finished ones are kept, and the same command goes on from there";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SHARDS",
      description = "Folder for the shards: new, empty, or of the same import, stopped before.")
  private Path to;

  @Option(
      names = "--min-side",
      paramLabel = "PX",
      description = "Leave out images whose shorter side is below this. Default: ${DEFAULT-VALUE}.")
  private int minSidePx = ImportOptions.DEFAULT.minSidePx();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "Leave out images of more pixels than this, before they are decoded. Default:"
              + " ${DEFAULT-VALUE}.")
  private long maxPixels = ImportOptions.USUAL_MAX_PIXELS;

  @Option(
      names = "--exif-orientation",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Turn JPEGs as their EXIF orientation says; labels are expected as images are shown."
              + " --no-exif-orientation: keep them as they are stored. Default: turn them.")
  private boolean exifOrientation;

  @ArgGroup private @Nullable SizeOption size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Images are shuffled over all shards by this seed. Default: 0.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Images decoded at a time; changes no byte. Default: one a processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private ProgressOptions progress;

  /** How much goes into a shard, said in one of two ways. */
  static final class SizeOption {
    @Option(
        names = "--shard-size",
        paramLabel = "BYTES",
        converter = ByteSizeConverter.class,
        description =
            "About so many bytes of images a shard, such as 256MB or 1GiB. Default: 128MiB.")
    private @Nullable Long bytes;

    @Option(
        names = "--images-per-shard",
        paramLabel = "N",
        description = "Images a shard, instead of --shard-size.")
    private @Nullable Integer images;

    ImportOptions.ShardSize shardSize() {
      if (images != null) {
        return ImportOptions.ShardSize.ofImages(images);
      }
      return bytes == null
          ? ImportOptions.DEFAULT.shardSize()
          : ImportOptions.ShardSize.ofBytes(bytes);
    }
  }

  /** Opens a source and imports it; returns the exit code. */
  int run(Supplier<ImageSource> opening) {
    Stopwatch stopwatch = Stopwatch.createStarted();
    ImportOptions options = options();
    ImageSource source = opening.get();
    // At once: a folder that was read in another way than meant shows before hours have passed.
    PrintWriter err = spec.commandLine().getErr();
    err.println(PrintableText.of(source.explanation()));
    err.flush();
    ShardImport shards = new ShardImport(source, to, options, threads);
    try (StopSignal stop = StopSignal.install(AFTER_STOP)) {
      ImportMonitor monitor = new ImportMonitor(progress.display(), stop);
      ShardImport.Summary summary = run(shards, monitor);
      new ImportResult(source, summary, monitor.imagesDone(), stopwatch.elapsed())
          .print(spec.commandLine().getOut());
      return ExitCode.DONE;
    } catch (ImportMonitor.StoppedException e) {
      return e.request().exitCode();
    }
  }

  private static ShardImport.Summary run(ShardImport shards, ImportMonitor monitor) {
    try (monitor) { // so that the summary begins on a fresh line
      return shards.run(monitor);
    }
  }

  private ImportOptions options() {
    return ImportOptions.DEFAULT
        .withMinSidePx(minSidePx)
        .withShardSize(size == null ? ImportOptions.DEFAULT.shardSize() : size.shardSize())
        .withShuffleSeed(OptionalLong.of(seed))
        .withMaxPixels(OptionalLong.of(maxPixels))
        .withExifOrientation(exifOrientation);
  }
}
