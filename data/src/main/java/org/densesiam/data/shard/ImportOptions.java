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

  /**
   * How many source images go into one shard. Shards are cut before images are decoded, from the
   * list of files and their sizes, so that each can be written without knowing the others; rejected
   * images make a shard a little smaller.
   *
   * @param unit what is counted
   * @param value images, or bytes of image files; at least 1
   */
  public record ShardSize(Unit unit, long value) {
    /** What {@link #value} counts. */
    public enum Unit {
      /** Image files. */
      IMAGES,
      /** Bytes of image files. A shard ends with the image that reaches the target. */
      BYTES
    }

    /** Checks the value. */
    public ShardSize {
      checkArgument(value > 0, "shard size must be positive: %s %s", value, unit);
    }

    /** A shard for every {@code images} files. */
    public static ShardSize ofImages(int images) {
      return new ShardSize(Unit.IMAGES, images);
    }

    /** A shard for about {@code bytes} of image files. */
    public static ShardSize ofBytes(long bytes) {
      return new ShardSize(Unit.BYTES, bytes);
    }
  }
}
