package org.densesiam.data.shard;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.TfRecordCompression;

/**
 * What is known of a data set from its manifest, or from its files where nobody described them; see
 * {@link ShardSet} for each.
 */
record FoundShards(
    ImmutableList<Shard> shards,
    TfRecordCompression compression,
    String imageKey,
    Optional<String> manifestChecksum,
    ImmutableList<String> imageClasses,
    Optional<ImmutableList<PixelClass>> pixelClasses) {

  long records() {
    return shards.stream().mapToLong(Shard::records).sum();
  }
}
