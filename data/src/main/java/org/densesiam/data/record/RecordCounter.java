package org.densesiam.data.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Counts the records of a TFRecord file.
 *
 * <p>A plain file is walked from header to header, 12 bytes read a record; a GZIP file must be read
 * as a whole. Headers and the file's end are checked, payloads of plain files are not: {@link
 * TfRecordReader} checks those.
 */
public final class RecordCounter {
  private RecordCounter() {}

  /**
   * Counts the records of {@code file}.
   *
   * @throws CorruptRecordException if a header is damaged or the file is truncated
   */
  public static long count(Path file, TfRecordCompression compression) {
    return switch (compression) {
      case NONE -> countHeaders(file);
      case GZIP -> countPayloads(file);
    };
  }

  private static long countHeaders(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long records = 0;
      for (long offset = 0; offset < size; records++) {
        byte[] header = readAt(channel, offset);
        Optional<String> problem = TfRecordReader.problemOf(header, size - offset - header.length);
        if (problem.isPresent()) {
          throw new CorruptRecordException(file, records, offset, problem.get());
        }
        offset += Framing.lengthIn(header) + Framing.OVERHEAD_BYTES;
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static byte[] readAt(FileChannel channel, long offset) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Framing.HEADER_BYTES);
    while (header.hasRemaining() && channel.read(header, offset + header.position()) >= 0) {}
    byte[] read = new byte[header.position()];
    header.flip().get(read);
    return read;
  }

  private static long countPayloads(Path file) {
    try (TfRecordReader reader = TfRecordReader.open(file, TfRecordCompression.GZIP)) {
      while (reader.next().isPresent()) {}
      return reader.recordIndex();
    }
  }
}
