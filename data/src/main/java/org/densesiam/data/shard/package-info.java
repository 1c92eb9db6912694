/**
 * Data sets in TFRecord files: {@link org.densesiam.data.shard.ShardSet} opens a folder that an
 * import wrote, or anybody's TFRecords, and proves it whole.
 *
 * <p>An import's folder has {@link org.densesiam.data.shard.Manifest manifest.json}, written last:
 * a folder with a manifest is whole. Whatever bears its final name is whole: files are written
 * under a temporary name, synced, then renamed ({@link org.densesiam.data.shard.AtomicFile}).
 */
@NullMarked
package org.densesiam.data.shard;

import org.jspecify.annotations.NullMarked;
