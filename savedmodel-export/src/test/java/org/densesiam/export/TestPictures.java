package org.densesiam.export;

import com.google.common.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Encoded pictures that are out of the ordinary. */
public final class TestPictures {
  private TestPictures() {}

  /** A PNG whose header says this size, and whose pixels are those of another. */
  public static byte[] pngHeader(int heightPx, int widthPx) {
    byte[] png = TestImages.encode(TestImages.of(1, 1, 1).get(0), "png");
    ByteBuffer.wrap(png).putInt(16, widthPx).putInt(20, heightPx);
    CRC32 check = new CRC32(); // of the chunk's type and data
    check.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
    return png;
  }

  /** A JPEG with one tag, Orientation, in an APP1 segment (EXIF 2.3, sections 4.5.4 and 4.6.2). */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer segment = ByteBuffer.allocate(36);
    segment.putShort((short) 0xffe1).putShort((short) 34); // APP1, bytes that follow with these
    segment.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    segment.put(new byte[] {'M', 'M', 0, 42}).putInt(8); // big-endian; first directory at 8
    segment.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    segment.putShort((short) orientation).putShort((short) 0).putInt(0); // no other directory
    return Bytes.concat(
        Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }
}
