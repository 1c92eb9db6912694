package org.densesiam.data.shard;

import java.nio.file.Path;

/**
 * One TFRecord file of a {@link ShardSet}.
 *
 * @param file where it is
 * @param bytes size of the file
 * @param records in it; at least 1
 */
public record Shard(Path file, long bytes, long records) {}
