package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalLong;

/**
 * Everything besides the images that decides which bytes an import writes. Equal images and options
 * give equal bytes.
 *
 * @param minSidePx images whose shorter side is below this are rejected; at least 1
 * @param shardSize how many images go into one shard
 * @param shuffleSeed images are shuffled over all shards by this seed, or stay sorted by name if
 *     empty. Shuffling makes a sequential reader with a small buffer see all classes of a sorted
 *     source.
 */
public record ImportOptions(int minSidePx, ShardSize shardSize, OptionalLong shuffleSeed) {

  /** At least 32 px, about 128 MiB a shard (ImageNet-1k: 1,100 shards), shuffled by seed 0. */
  public static final ImportOptions DEFAULT =
      new ImportOptions(32, ShardSize.ofBytes(128L << 20), OptionalLong.of(0));

  /** Checks ranges. */
  public ImportOptions {
    checkArgument(minSidePx > 0, "minSidePx must be positive: %s", minSidePx);
  }

  /** These options with another smallest side. */
  public ImportOptions withMinSidePx(int value) {
    return new ImportOptions(value, shardSize, shuffleSeed);
  }

  /** These options with another shard size. */
  public ImportOptions withShardSize(ShardSize value) {
    return new ImportOptions(minSidePx, value, shuffleSeed);
  }

  /** These options with another order. */
  public ImportOptions withShuffleSeed(OptionalLong value) {
    return new ImportOptions(minSidePx, shardSize, value);
  }
}
