package org.densesiam.data.prepare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.densesiam.data.DiskErrors;
import org.densesiam.data.prepare.ImportJournal.Task;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest;
import org.densesiam.data.shard.OrderedTasks;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.SourceImage;

/**
 * Writes the images of a source as shards with a manifest.
 *
 * <pre>{@code
 * ImageSource source = FolderSource.open(Path.of("photos"), SourceLayout.AUTO);
 * Summary summary =
 *     new ShardImport(source, Path.of("shards"), ImportOptions.DEFAULT).run(Progress.SILENT);
 * }</pre>
 *
 * <p>Every image is decoded once, by TensorFlow; what fails is left out and listed in {@code
 * rejected.tsv} ({@link org.densesiam.data.shard.RejectReason}). Files keep their bytes, greyscale
 * ones and those with bytes after the image's end too, but for three repairs:
 *
 * <ul>
 *   <li>the format is told by the first bytes, not by the name: a PNG named {@code .JPEG} stays a
 *       PNG, and {@code image/format} says PNG (every reader of ours decodes both);
 *   <li>a CMYK or YCCK JPEG is written as an RGB JPEG, quality 95, chroma not subsampled. Inks
 *       count as inverted where there is an Adobe marker; no colour management;
 *   <li>a JPEG whose EXIF orientation turns or mirrors it is written so in the same way, without
 *       the note, which no decoder of TensorFlow reads. Its labels are expected as it is shown.
 * </ul>
 *
 * <p>Not seen: damage inside a JPEG that libjpeg forgives (a grey patch), and an orientation that a
 * PNG notes.
 *
 * <p>Labels of pixels go along as PNGs of class numbers. They are all read before anything is
 * written, and a fault in one is an error, since an image without its labels would spoil every
 * figure in silence.
 *
 * <p>Equal images and options give equal bytes, whatever the number of threads. An import that was
 * stopped goes on with the first shard that is not finished.
 */
public final class ShardImport {
  private final ImageSource source;
  private final Path folder;
  private final ShardPlan plan;
  private final int threads;

  /** An import of {@code source} into {@code folder}, on all processors. */
  public ShardImport(ImageSource source, Path folder, ImportOptions options) {
    this(source, folder, options, Runtime.getRuntime().availableProcessors());
  }

  /** An import of {@code source} into {@code folder}, decoding on {@code threads} threads. */
  public ShardImport(ImageSource source, Path folder, ImportOptions options, int threads) {
    checkArgument(threads > 0, "threads must be positive: %s", threads);
    this.source = source;
    this.folder = folder;
    this.plan = ShardPlan.of(source, options);
    this.threads = threads;
  }

  /**
   * Runs the import, or what is left of it. A folder where the same import is finished is left as
   * it is.
   *
   * @throws IllegalArgumentException if the folder holds something else, another import writes to
   *     it, labels do not fit (nothing is written then), or no image can be used
   * @throws UncheckedIOException if the folder cannot be written: no permission, no room. Finished
   *     shards are kept.
   */
  public Summary run(Progress progress) {
    Task task = Task.of(plan);
    try {
      Optional<Manifest> whole = ImportFolder.check(folder, task);
      if (whole.isPresent()) {
        return summary(whole.get(), whole.get().shards().size());
      }
      if (ImportJournal.taskIn(folder).isEmpty()) { // else they were found right when it began
        LabelMaps.of(source, plan.options())
            .ifPresent(labels -> LabelCheck.run(labels, source.images(), threads, progress));
      }
      try (ImportJournal journal = ImportJournal.open(folder, task)) {
        ImportRun run = new ImportRun(folder, plan, journal, progress);
        int kept = run.keepFinished();
        run.requireRoom();
        writeMissing(run);
        Manifest manifest = run.finish(source);
        return summary(manifest, kept);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UncheckedIOException cannotWrite(IOException e) {
    return new UncheckedIOException(
        "Cannot write to %s: %s; make room there or give a folder you may write to, then run the same import again: finished shards are kept"
            .formatted(folder, DiskErrors.reason(e)),
        e);
  }

  private void writeMissing(ImportRun run) throws IOException {
    ImmutableList<Integer> missing = run.missing();
    Iterator<SourceImage> images =
        missing.stream().flatMap(index -> plan.shards().get(index).stream()).iterator();
    try (ImageProof proof = new ImageProof();
        LabelEncoder labels = new LabelEncoder()) {
      ImagePreparer preparer = new ImagePreparer(source, proof, labels, plan.options());
      // Closed before the proof: nothing may decode in a closed session.
      try (OrderedTasks<SourceImage, ImagePreparer.Prepared> prepared =
          new OrderedTasks<>(images, preparer::prepare, threads)) {
        for (int index : missing) {
          run.write(index, prepared);
        }
      }
    }
  }

  private Summary summary(Manifest manifest, int keptShards) {
    return new Summary(folder, manifest, keptShards, source.ignoredFiles());
  }

  /** Told after each image how far a {@link ShardImport} is, always by the thread that runs it. */
  @FunctionalInterface
  public interface Progress {
    /** Tells nobody. */
    Progress SILENT = counts -> {};

    /**
     * What was done so far. An exception thrown here stops the import; run again, it goes on with
     * the first shard that is not finished.
     */
    void advanced(ImportCounts counts);

    /**
     * {@code done} of {@code total} label files were read, before the first image is; never called
     * where there are none. An exception thrown here stops the import before it wrote anything.
     */
    default void checkedLabels(long done, long total) {}

    /**
     * A moment of an import.
     *
     * @param imagesDone images read, written or rejected, those of an earlier run included
     * @param imagesTotal images of the source
     * @param bytesDone sizes of their files and of their labels'
     * @param bytesTotal sizes of all files
     * @param rejected images left out so far
     */
    record ImportCounts(
        long imagesDone, long imagesTotal, long bytesDone, long bytesTotal, long rejected) {}
  }

  /**
   * A finished import.
   *
   * @param folder where the shards are
   * @param manifest what they hold, what was rejected and repaired
   * @param keptShards shards that an earlier run had finished
   * @param ignoredFiles files of the source that are not named as pictures
   */
  public record Summary(Path folder, Manifest manifest, int keptShards, int ignoredFiles) {
    /** The list of images left out, with reasons. */
    public Path rejectedFile() {
      return folder.resolve(Rejection.FILE_NAME);
    }

    /** Images left out. */
    public int rejected() {
      return manifest.rejected().values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
