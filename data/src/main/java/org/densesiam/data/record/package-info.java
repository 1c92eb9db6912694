/**
 * Image records on disk: {@code tf.train.Example} messages in TFRecord files.
 *
 * <p>A TFRecord file is a plain sequence of framed records; each frame is
 *
 * <pre>
 *   uint64 length   uint32 masked CRC32C of length   byte[length] payload   uint32 masked CRC32C of payload
 * </pre>
 *
 * all little-endian, the whole optionally inside one or more GZIP members (source: TensorFlow's
 * {@code core/lib/io/record_writer.h}). Reading checks both sums; whoever finds a file damaged
 * throws {@link org.densesiam.data.record.CorruptRecordException}, which names file, record and
 * byte. Records are numbered from 0.
 *
 * <p>Nothing here decodes an image.
 */
@NullMarked
package org.densesiam.data.record;

import org.jspecify.annotations.NullMarked;
