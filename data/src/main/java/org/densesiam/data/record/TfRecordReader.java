package org.densesiam.data.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a TFRecord file front to back and checks every checksum. Not for use by several threads.
 *
 * <p>Every error is a {@link CorruptRecordException} (damaged) or an {@link UncheckedIOException}
 * (unreadable).
 */
public final class TfRecordReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  // Of the uncompressed stream; unknown under GZIP.
  private final long streamBytes;
  private long index = -1;
  private long frameStart;
  private long offset;

  private TfRecordReader(Path file, InputStream in, long streamBytes) {
    this.file = file;
    this.in = in;
    this.streamBytes = streamBytes;
  }

  /** Opens {@code file}, plain or GZIP, told apart by its first bytes. */
  public static TfRecordReader open(Path file) {
    return open(file, TfRecordCompression.of(file));
  }

  /** Opens {@code file} as {@code compression} says. */
  public static TfRecordReader open(Path file, TfRecordCompression compression) {
    try {
      return switch (compression) {
        case NONE ->
            new TfRecordReader(
                file,
                new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES),
                Files.size(file));
        case GZIP -> new TfRecordReader(file, gunzip(file), Long.MAX_VALUE);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  /**
   * The next payload, its checksums proved right, or empty at the end of the file.
   *
   * @throws CorruptRecordException if the record is truncated or a checksum is wrong
   */
  public Optional<ByteString> next() {
    index++;
    frameStart = offset;
    try {
      byte[] header = readHeader();
      return header.length == 0 ? Optional.empty() : Optional.of(readPayload(header));
    } catch (EOFException | ZipException e) {
      throw corrupt("expected more compressed data, found a broken GZIP stream: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s at byte %d: %s".formatted(file, offset, e), e);
    }
  }

  /** Number of the record that {@link #next} gave last, from 0. */
  public long recordIndex() {
    return index;
  }

  /** Where that record's frame begins, in bytes of the uncompressed stream. */
  public long byteOffset() {
    return frameStart;
  }

  /** An error about the record that {@link #next} gave last. */
  public CorruptRecordException corrupt(String problem) {
    return new CorruptRecordException(file, index, frameStart, problem);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close %s: %s".formatted(file, e), e);
    }
  }

  private byte[] readHeader() throws IOException {
    byte[] header = in.readNBytes(Framing.HEADER_BYTES);
    offset += header.length;
    if (header.length > 0) {
      Optional<String> problem = problemOf(header, streamBytes - offset);
      if (problem.isPresent()) {
        throw corrupt(problem.get());
      }
    }
    return header;
  }

  private ByteString readPayload(byte[] header) throws IOException {
    int length = (int) Framing.lengthIn(header);
    byte[] payload = in.readNBytes(length);
    byte[] footer = in.readNBytes(Framing.CHECKSUM_BYTES);
    offset += payload.length + (long) footer.length;
    if (footer.length < Framing.CHECKSUM_BYTES) {
      throw corrupt(
          truncated(length + (long) Framing.CHECKSUM_BYTES, payload.length + (long) footer.length));
    }
    int expected = Framing.payloadChecksumIn(footer);
    int found = Framing.maskedChecksum(payload, 0, length);
    if (expected != found) {
      throw corrupt(
          "expected payload checksum %08x, found %08x (a damaged byte)".formatted(expected, found));
    }
    return UnsafeByteOperations.unsafeWrap(payload);
  }

  /** What is wrong with a header that {@code bytesAfter} bytes follow, if anything. */
  static Optional<String> problemOf(byte[] header, long bytesAfter) {
    if (header.length < Framing.HEADER_BYTES) {
      return Optional.of(
          "expected a %d-byte header, found %d bytes (truncated)"
              .formatted(Framing.HEADER_BYTES, header.length));
    }
    if (!Framing.isSound(header)) {
      return Optional.of(
          "expected length checksum %08x, found %08x (a damaged byte, or no TFRecord file)"
              .formatted(
                  Framing.lengthChecksumIn(header),
                  Framing.maskedChecksum(header, 0, Framing.LENGTH_BYTES)));
    }
    long length = Framing.lengthIn(header);
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      return Optional.of("expected at most 2 GiB in a record, found length " + length);
    }
    return length + Framing.CHECKSUM_BYTES > bytesAfter
        ? Optional.of(truncated(length + Framing.CHECKSUM_BYTES, bytesAfter))
        : Optional.empty();
  }

  private static String truncated(long expected, long found) {
    return "expected %d more bytes, found %d (truncated)".formatted(expected, found);
  }

  private static InputStream gunzip(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
