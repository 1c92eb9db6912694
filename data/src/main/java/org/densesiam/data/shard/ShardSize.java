package org.densesiam.data.shard;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How many source images go into one shard. Shards are cut before images are decoded, from the list
 * of files and their sizes, so that each can be written without knowing the others; rejected images
 * make a shard a little smaller.
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
