package org.densesiam.data.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a TFRecord file is compressed as a whole. */
public enum TfRecordCompression {
  /** Plain frames. */
  NONE(""),
  /** GZIP around all frames. */
  GZIP("GZIP");

  private final String tfName;

  TfRecordCompression(String tfName) {
    this.tfName = tfName;
  }

  /** The value of {@code compression_type} in TensorFlow's TFRecordDataset. */
  public String tfName() {
    return tfName;
  }

  /**
   * Tells the compression by the first bytes, never by the name.
   *
   * <p>A plain file may begin with GZIP's magic bytes too (a first record of 559,903 bytes does),
   * so a header whose checksum is right makes the file a plain one.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static TfRecordCompression of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(Framing.HEADER_BYTES);
      boolean plain = header.length == Framing.HEADER_BYTES && Framing.isSound(header);
      boolean gzipMagic =
          header.length >= 2 && (header[0] & 0xff) == 0x1f && (header[1] & 0xff) == 0x8b;
      return gzipMagic && !plain ? GZIP : NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }
}
