package org.densesiam.data.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The bytes around a payload, and their masked checksums. */
final class Framing {
  static final int LENGTH_BYTES = Long.BYTES;
  static final int CHECKSUM_BYTES = Integer.BYTES;
  static final int HEADER_BYTES = LENGTH_BYTES + CHECKSUM_BYTES;

  /** Header and footer of one record. */
  static final int OVERHEAD_BYTES = HEADER_BYTES + CHECKSUM_BYTES;

  // TensorFlow core/lib/hash/crc32c.h: a sum stored beside its data is masked, since the CRC of a
  // string that holds its own CRC is weak.
  private static final int MASK_DELTA = 0xa282ead8;

  private Framing() {}

  static int maskedChecksum(byte[] bytes, int offset, int length) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(bytes, offset, length);
    return Integer.rotateRight((int) crc32c.getValue(), 15) + MASK_DELTA;
  }

  static byte[] header(int payloadBytes) {
    byte[] header = new byte[HEADER_BYTES];
    littleEndian(header).putLong(payloadBytes);
    littleEndian(header).putInt(LENGTH_BYTES, maskedChecksum(header, 0, LENGTH_BYTES));
    return header;
  }

  static byte[] footer(byte[] payload) {
    byte[] footer = new byte[CHECKSUM_BYTES];
    littleEndian(footer).putInt(maskedChecksum(payload, 0, payload.length));
    return footer;
  }

  static long lengthIn(byte[] header) {
    return littleEndian(header).getLong(0);
  }

  static int lengthChecksumIn(byte[] header) {
    return littleEndian(header).getInt(LENGTH_BYTES);
  }

  static boolean isSound(byte[] header) {
    return lengthChecksumIn(header) == maskedChecksum(header, 0, LENGTH_BYTES);
  }

  static int payloadChecksumIn(byte[] footer) {
    return littleEndian(footer).getInt(0);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
