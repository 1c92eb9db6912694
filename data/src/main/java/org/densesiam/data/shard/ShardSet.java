package org.densesiam.data.shard;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
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
  private final ImmutableList<Shard> shards;
  private final TfRecordCompression compression;
  private final String imageKey;
  private final Optional<String> manifestChecksum;
  private final ImmutableList<String> imageClasses;
  private final Optional<ImmutableList<PixelClass>> pixelClasses;

  ShardSet(
      ImmutableList<Shard> shards,
      TfRecordCompression compression,
      String imageKey,
      Optional<String> manifestChecksum,
      ImmutableList<String> imageClasses,
      Optional<ImmutableList<PixelClass>> pixelClasses) {
    this.shards = shards;
    this.compression = compression;
    this.imageKey = imageKey;
    this.manifestChecksum = manifestChecksum;
    this.imageClasses = imageClasses;
    this.pixelClasses = pixelClasses;
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
    return ShardSetOpener.open(location);
  }

  /** The shards, sorted by file. */
  public ImmutableList<Shard> shards() {
    return shards;
  }

  /** The shards' files, sorted. */
  public ImmutableList<Path> files() {
    return shards.stream().map(Shard::file).collect(toImmutableList());
  }

  /** Compression of every shard. */
  public TfRecordCompression compression() {
    return compression;
  }

  /**
   * Key of the feature that holds the encoded image: {@code image/encoded}, or TFDS's {@code
   * image}.
   */
  public String imageKey() {
    return imageKey;
  }

  /** Records in all shards; at least 1. */
  public long records() {
    return shards.stream().mapToLong(Shard::records).sum();
  }

  /** Bytes of all shards' files. */
  public long bytes() {
    return shards.stream().mapToLong(Shard::bytes).sum();
  }

  /**
   * SHA-256 of the manifest, in hexadecimal: the identity of an imported data set. Empty without a
   * manifest.
   */
  public Optional<String> manifestChecksum() {
    return manifestChecksum;
  }

  /**
   * The synsets of whole images by number ({@link org.densesiam.data.record.ImageFeatures#LABEL});
   * empty without a manifest or without classes.
   */
  public ImmutableList<String> imageClasses() {
    return imageClasses;
  }

  /**
   * The classes of pixels by number, if an import wrote labels: then every record has a label map
   * ({@link org.densesiam.data.record.ImageFeatures#LABEL_MAP}). Empty without a manifest.
   */
  public Optional<ImmutableList<PixelClass>> pixelClasses() {
    return pixelClasses;
  }

  /**
   * Reads every byte on all processors: checks each checksum, that each record is an Example with
   * an image, and that there are as many records as {@link #records} says. It does not decode the
   * images.
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
    new ShardScan(this, progress).run(threads);
  }
}
