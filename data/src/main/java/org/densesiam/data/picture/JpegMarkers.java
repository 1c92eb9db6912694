package org.densesiam.data.picture;

import java.util.Optional;

/**
 * The markers of a JPEG up to its pixels, and its last one (ITU-T T.81, annex B).
 *
 * @param size that the frame's header says, if one was found and it has an area
 * @param components of the frame: 1 grey, 3 colour, 4 CMYK or YCCK; 0 if no frame header was found
 * @param hasEnd whether an end-of-image marker follows the first scan's header
 */
public record JpegMarkers(Optional<PixelSize> size, int components, boolean hasEnd) {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  // In a frame's segment: length (2), precision (1), height (2), width (2), components (1).
  private static final int HEIGHT_OFFSET = 3;
  private static final int WIDTH_OFFSET = 5;
  private static final int COMPONENTS_OFFSET = 7;

  /** Reads a file, which need not be sound. */
  public static JpegMarkers of(byte[] jpeg) {
    Optional<PixelSize> size = Optional.empty();
    int components = 0;
    int at = 2; // after start of image
    while (at + 4 <= jpeg.length) {
      int marker = unsigned(jpeg, at + 1);
      if (unsigned(jpeg, at) != 0xff || marker == 0xff || marker == 0) {
        at++; // a fill byte, or one that should not be there, which libjpeg forgives
      } else if (isAlone(marker)) {
        at += 2;
      } else {
        if (isFrame(marker) && at + 2 + COMPONENTS_OFFSET < jpeg.length) {
          components = unsigned(jpeg, at + 2 + COMPONENTS_OFFSET);
          size =
              size(
                  unsigned16(jpeg, at + 2 + HEIGHT_OFFSET),
                  unsigned16(jpeg, at + 2 + WIDTH_OFFSET));
        }
        at += 2 + unsigned16(jpeg, at + 2);
        if (marker == START_OF_SCAN) {
          return new JpegMarkers(size, components, endsAfter(jpeg, at));
        }
      }
    }
    return new JpegMarkers(size, components, false);
  }

  private static Optional<PixelSize> size(int heightPx, int widthPx) {
    return heightPx > 0 && widthPx > 0
        ? Optional.of(new PixelSize(heightPx, widthPx))
        : Optional.empty();
  }

  private static boolean endsAfter(byte[] jpeg, int from) {
    for (int at = jpeg.length - 2; at >= from; at--) {
      if (unsigned(jpeg, at) == 0xff && unsigned(jpeg, at + 1) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  /** SOF0 to SOF15, without DHT (c4), JPG (c8) and DAC (cc) that lie among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Markers without a segment: TEM and restarts. */
  private static boolean isAlone(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (unsigned(bytes, at) << 8) | unsigned(bytes, at + 1);
  }

  private static int unsigned(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }
}
