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
 * @param maxPixels images with more are rejected, since every reader would need the memory to
 *     decode them; at least 1. Empty: none is, as in imports of before there was a limit.
 * @param exifOrientation whether JPEGs are turned as their EXIF orientation says, or stay as they
 *     are stored, as in imports of before there was a choice
 */
public record ImportOptions(
    int minSidePx,
    ShardSize shardSize,
    OptionalLong shuffleSeed,
    OptionalLong maxPixels,
    boolean exifOrientation) {

  /** What an image may have at most, unless told otherwise; 192 MB of RGB. */
  public static final long USUAL_MAX_PIXELS = 64_000_000;

  /**
   * At least 32 px, about 128 MiB a shard (ImageNet-1k: 1,100 shards), shuffled by seed 0, at most
   * 64 million pixels, turned.
   */
  public static final ImportOptions DEFAULT =
      new ImportOptions(
          32,
          ShardSize.ofBytes(128L << 20),
          OptionalLong.of(0),
          OptionalLong.of(USUAL_MAX_PIXELS),
          true);

  /** Checks ranges. */
  public ImportOptions {
    checkArgument(minSidePx > 0, "minSidePx must be positive: %s", minSidePx);
    maxPixels.ifPresent(value -> checkArgument(value > 0, "maxPixels must be positive: %s", value));
  }

  /** These options with another smallest side. */
  public ImportOptions withMinSidePx(int value) {
    return new ImportOptions(value, shardSize, shuffleSeed, maxPixels, exifOrientation);
  }

  /** These options with another shard size. */
  public ImportOptions withShardSize(ShardSize value) {
    return new ImportOptions(minSidePx, value, shuffleSeed, maxPixels, exifOrientation);
  }

  /** These options with another order. */
  public ImportOptions withShuffleSeed(OptionalLong value) {
    return new ImportOptions(minSidePx, shardSize, value, maxPixels, exifOrientation);
  }

  /** These options with another limit of pixels. */
  public ImportOptions withMaxPixels(OptionalLong value) {
    return new ImportOptions(minSidePx, shardSize, shuffleSeed, value, exifOrientation);
  }

  /** These options, turning images or not. */
  public ImportOptions withExifOrientation(boolean value) {
    return new ImportOptions(minSidePx, shardSize, shuffleSeed, maxPixels, value);
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
