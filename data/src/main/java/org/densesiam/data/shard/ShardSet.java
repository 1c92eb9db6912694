package org.densesiam.data.shard;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.TfRecordCompression;

/**
 * A data set in TFRecord files, opened: which files, how many records, how to read them.
 *
 * <p>Opening reads the manifest, or, where there is none, walks from record header to record header
 * to count (GZIP files must be unpacked for that). {@link #verify} then reads every byte; training
 * runs it before step 1, since a broken frame in mid-epoch would end a run.
 */
public final class ShardSet {
  private final FoundShards files;

  private ShardSet(FoundShards files) {
    this.files = files;
  }

  /**
   * Opens a data set.
   *
   * @param location a folder that an import wrote; or one TFRecord file; or a glob of TFRecord
   *     files as {@code /data/train-*-of-01024} or {@code /data/**.tfrecord}, which may come from
   *     anybody
   * @throws IllegalArgumentException if there is nothing, nothing that matches, no record, no image
   *     feature in the first record, an unfinished import, or files of which some are compressed
   *     and some not
   * @throws org.densesiam.data.record.CorruptRecordException if a shard is truncated or a header
   *     damaged
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ShardSet open(String location) {
    return new ShardSet(ShardFinder.find(location));
  }

  /**
   * Whether there is something at a place that should be a data set, damaged or not: one file, or a
   * folder with a manifest.
   */
  public static boolean claimsToBe(String location) {
    Path path = Path.of(location);
    return Files.isRegularFile(path) || Files.exists(path.resolve(Manifest.FILE_NAME));
  }

  /** The shards, sorted by file. */
  public ImmutableList<Shard> shards() {
    return files.shards();
  }

  /** The shards' files, sorted. */
  public ImmutableList<Path> files() {
    return files.shards().stream().map(Shard::file).collect(toImmutableList());
  }

  /** Compression of every shard. */
  public TfRecordCompression compression() {
    return files.compression();
  }

  /**
   * Key of the feature that holds the encoded image: {@code image/encoded}, or TFDS's {@code
   * image}.
   */
  public String imageKey() {
    return files.imageKey();
  }

  /** Records in all shards; at least 1. */
  public long records() {
    return files.records();
  }

  /** Bytes of all shards' files. */
  public long bytes() {
    return files.shards().stream().mapToLong(Shard::bytes).sum();
  }

  /**
   * SHA-256 of the manifest, in hexadecimal: the identity of an imported data set. Empty without a
   * manifest.
   */
  public Optional<String> manifestChecksum() {
    return files.manifestChecksum();
  }

  /**
   * The synsets of whole images by number ({@link org.densesiam.data.record.ImageFeatures#LABEL});
   * empty without a manifest or without classes.
   */
  public ImmutableList<String> imageClasses() {
    return files.imageClasses();
  }

  /**
   * The classes of pixels by number, if an import wrote labels: then every record has a label map
   * ({@link org.densesiam.data.record.ImageFeatures#LABEL_MAP}). Empty without a manifest.
   */
  public Optional<ImmutableList<PixelClass>> pixelClasses() {
    return files.pixelClasses();
  }

  /**
   * Reads every byte on all processors: checks each checksum, that each record is an Example with
   * an image, and that there are as many records as {@link #records} says. It does not decode the
   * images; where no import has measured them, none may have more than {@value
   * ImportOptions#USUAL_MAX_PIXELS} pixels.
   *
   * @throws org.densesiam.data.record.CorruptRecordException at the first damaged record of the
   *     first damaged shard
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public void verify(ScanProgress progress) {
    verify(progress, Runtime.getRuntime().availableProcessors());
  }

  /** As {@link #verify(ScanProgress)}, on {@code threads} threads. */
  public void verify(ScanProgress progress, int threads) {
    new ShardScan(files, progress).run(threads);
  }

  /**
   * Reads as {@link #verify(ScanProgress)} does, but to the end, whatever it meets.
   *
   * @return for each shard's file, in order, what is wrong with it: empty if it is whole
   */
  public ImmutableMap<Path, Optional<String>> damages(ScanProgress progress) {
    return new ShardScan(files, progress).damages(Runtime.getRuntime().availableProcessors());
  }
}
