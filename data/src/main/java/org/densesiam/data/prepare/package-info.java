/**
 * From a source of images to shards; nothing else needs this package.
 *
 * <p>{@link org.densesiam.data.prepare.ShardImport} writes a folder:
 *
 * <pre>
 *   images-00000-of-00012.tfrecord ...   shards of tf.train.Example, uncompressed
 *   manifest.json                        written last: a folder with a manifest is whole
 *   rejected.tsv                         file, reason, detail of every image left out
 * </pre>
 */
@NullMarked
package org.densesiam.data.prepare;

import org.jspecify.annotations.NullMarked;
