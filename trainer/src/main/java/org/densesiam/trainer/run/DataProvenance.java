package org.densesiam.trainer.run;

import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ShardSet;

/**
 * Which data a run learned from.
 *
 * @param location as the caller gave it
 * @param manifestSha256 identity of an imported data set, in hexadecimal; empty for shards without
 *     a manifest
 * @param shards files
 * @param records in all shards
 * @param bytes of all shards
 */
public record DataProvenance(
    String location, Optional<String> manifestSha256, int shards, long records, long bytes) {

  /** Of an opened data set. */
  public static DataProvenance of(String location, ShardSet shards) {
    return new DataProvenance(
        location,
        shards.manifestChecksum(),
        shards.shards().size(),
        shards.records(),
        shards.bytes());
  }

  /**
   * Whether two locations hold the same data, as far as can be told; a resumed run must go on with
   * the data it began with. The location itself may change.
   */
  boolean isSameDataAs(DataProvenance other) {
    return manifestSha256.equals(other.manifestSha256)
        && shards == other.shards
        && records == other.records
        && bytes == other.bytes;
  }

  /**
   * Fails unless a run that goes on has the data that it was begun with.
   *
   * @param run its folder
   * @param now what was given
   * @throws IllegalArgumentException if they are others
   */
  public void checkSameAs(DataProvenance now, Path run) {
    if (!isSameDataAs(now)) {
      throw new IllegalArgumentException(
          "%s was begun with %d records in %d shards (%s), but %s has %d in %d; a run goes on with its own data"
              .formatted(run, records, shards, location, now.location, now.records, now.shards));
    }
  }
}
