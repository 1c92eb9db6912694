package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.shard.ShardSet;

/**
 * What the pipeline must know of its files.
 *
 * @param files TFRecord files of {@code tf.train.Example}, at least one
 * @param compression of every file
 * @param imageKey feature that holds the encoded image
 * @param records of an epoch, at least 1
 * @param only names of the images ({@link ImageFeatures#FILENAME}) that are taken; all if empty
 * @param times how often an epoch takes each of them, at least 1
 */
public record RecordSource(
    ImmutableList<Path> files,
    TfRecordCompression compression,
    String imageKey,
    long records,
    Optional<ImmutableSet<String>> only,
    int times) {

  public RecordSource {
    checkArgument(!files.isEmpty(), "a source of records must have files");
    checkArgument(times >= 1, "records must be taken at least once: %s", times);
    checkArgument(records >= 1, "a source of records must have records: %s", records);
  }

  /**
   * All records of files, once.
   *
   * @param records in all files
   */
  public RecordSource(
      ImmutableList<Path> files, TfRecordCompression compression, String imageKey, long records) {
    this(files, compression, imageKey, records, Optional.empty(), 1);
  }

  /** The files of an opened data set. */
  public static RecordSource of(ShardSet shards) {
    return new RecordSource(
        shards.files(), shards.compression(), shards.imageKey(), shards.records());
  }

  /**
   * Some of the records.
   *
   * @param names of their images, each of which must be there once
   */
  public RecordSource only(ImmutableSet<String> names) {
    return new RecordSource(
        files, compression, imageKey, (long) names.size() * times, Optional.of(names), times);
  }

  /** Each record so many times an epoch, wherever in its order. */
  public RecordSource repeated(int often) {
    return new RecordSource(
        files, compression, imageKey, records / times * often, only, often);
  }

  /** File names in the order of {@code files}. */
  ImmutableList<String> fileNames() {
    return files.stream().map(Path::toString).collect(toImmutableList());
  }
}
