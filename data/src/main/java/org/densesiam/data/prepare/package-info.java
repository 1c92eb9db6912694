/**
 * From a source of images to shards, and from shards to what training needs to know of them.
 *
 * <p>{@link org.densesiam.data.prepare.ShardImport} writes a folder:
 *
 * <pre>
 *   images-00000-of-00012.tfrecord ...   shards of tf.train.Example, uncompressed
 *   manifest.json                        written last: a folder with a manifest is whole
 *   rejected.tsv                         file, reason, detail of every image left out
 * </pre>
 *
 * {@link org.densesiam.data.prepare.ShardSet} opens that folder, or anybody's TFRecords.
 *
 * <p>Whatever bears its final name is whole: files are written under a temporary name, synced, then
 * renamed.
 */
@NullMarked
package org.densesiam.data.prepare;

import org.jspecify.annotations.NullMarked;
