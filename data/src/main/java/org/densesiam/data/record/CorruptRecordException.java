package org.densesiam.data.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A record that is not what the format says: damaged framing, or a payload that is no image record.
 *
 * <p>The message is one sentence with the file, the record (from 0), the byte offset of its first
 * byte (in the uncompressed stream), what was expected, what was found, and what to do.
 */
public final class CorruptRecordException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long recordIndex;
  private final long byteOffset;

  /**
   * Describes a damaged record.
   *
   * @param recordIndex number of the record in its file, from 0
   * @param byteOffset where the record's frame begins, in bytes of the uncompressed stream
   * @param problem expected and found, as in {@code "expected a 12-byte header, found 5 bytes
   *     (truncated)"}
   */
  public CorruptRecordException(Path file, long recordIndex, long byteOffset, String problem) {
    super(sentence(file, recordIndex, byteOffset, problem), new IOException(problem));
    this.file = file.toString();
    this.recordIndex = recordIndex;
    this.byteOffset = byteOffset;
  }

  /** The damaged file. */
  public Path file() {
    return Path.of(file);
  }

  /** Number of the record in its file, from 0. */
  public long recordIndex() {
    return recordIndex;
  }

  /** Where the record's frame begins, in bytes of the uncompressed stream. */
  public long byteOffset() {
    return byteOffset;
  }

  private static String sentence(Path file, long recordIndex, long byteOffset, String problem) {
    return "%s, record %d (byte %d): %s; copy or write this file again, or leave it out"
        .formatted(file, recordIndex, byteOffset, problem);
  }
}
