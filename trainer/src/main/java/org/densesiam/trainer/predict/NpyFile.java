package org.densesiam.trainer.predict;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array of float32 as NumPy's file format 1.0, which {@code numpy.load} reads.
 *
 * <p>Ten bytes, {@code \x93NUMPY}, version 1, 0, and the length of the header as little-endian
 * uint16; the header, a Python dictionary of type, order and shape, padded by spaces and ended by a
 * newline so that the numbers begin at a multiple of 64; then the numbers, little-endian, row by
 * row (numpy.lib.format, "Format Version 1.0").
 */
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * The whole file.
   *
   * @param values as many as {@code shape} has
   */
  static byte[] encode(float[] values, long... shape) {
    long expected = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    checkArgument(
        values.length == expected,
        "an array of shape %s has %s numbers, found %s",
        Arrays.toString(shape),
        expected,
        values.length);
    byte[] header = header(shape);
    ByteBuffer file =
        ByteBuffer.allocate(MAGIC.length + 2 + header.length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).putShort((short) header.length).put(header);
    file.asFloatBuffer().put(values);
    return file.array();
  }

  private static byte[] header(long... shape) {
    // A comma after each number: (3,) is a tuple of one, (3) is a number.
    String tuple = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + tuple + "), }";
    int unpadded = MAGIC.length + 2 + text.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    return (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
