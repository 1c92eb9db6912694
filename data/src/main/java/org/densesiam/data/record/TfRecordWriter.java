package org.densesiam.data.record;

import com.google.protobuf.MessageLite;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes framed records to a stream, uncompressed. Equal payloads give equal bytes.
 *
 * <p>Neither atomic nor synced: a shard that must be whole or absent is written under a temporary
 * name, see {@link org.densesiam.data.prepare}. Not for use by several threads.
 */
public final class TfRecordWriter implements Closeable {
  private final OutputStream out;
  private long records;
  private long bytes;

  /** Writes to {@code out}, which is closed with this writer and should be buffered. */
  public TfRecordWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a new file; an existing one is replaced. */
  public static TfRecordWriter create(Path file) throws IOException {
    return new TfRecordWriter(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
  }

  /** Appends one record. */
  public void write(byte[] payload) throws IOException {
    out.write(Framing.header(payload.length));
    out.write(payload);
    out.write(Framing.footer(payload));
    records++;
    bytes += payload.length + (long) Framing.OVERHEAD_BYTES;
  }

  /** Appends one message, as {@code tf.train.Example}. */
  public void write(MessageLite message) throws IOException {
    write(message.toByteArray());
  }

  /** Records written so far. */
  public long records() {
    return records;
  }

  /** Bytes written so far, framing included. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
