package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.shard.ShardSet;

/**
 * What the pipeline must know of its files.
 *
 * @param files TFRecord files of {@code tf.train.Example}, at least one
 * @param compression of every file
 * @param imageKey feature that holds the encoded image
 * @param records in all files, at least 1
 */
public record RecordSource(
    ImmutableList<Path> files, TfRecordCompression compression, String imageKey, long records) {

  public RecordSource {
    checkArgument(!files.isEmpty(), "a source of records must have files");
    checkArgument(records >= 1, "a source of records must have records: %s", records);
  }

  /** The files of an opened data set. */
  public static RecordSource of(ShardSet shards) {
    return new RecordSource(
        shards.files(), shards.compression(), shards.imageKey(), shards.records());
  }

  /** File names in the order of {@code files}. */
  ImmutableList<String> fileNames() {
    return files.stream().map(Path::toString).collect(toImmutableList());
  }
}
