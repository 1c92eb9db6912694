package org.densesiam.data.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the rows and columns of a picture that is stored in one way are to be shown: a camera notes
 * how it was held, and leaves the turning to others. The constants are in the order of their
 * numbers, from 1 (EXIF 2.3, tag 0x0112; TIFF 6.0, section 8, Orientation).
 */
public enum Orientation {
  /** The first row is the top, the first column the left: shown as it is stored. */
  UPRIGHT(false, false, false),
  /** Top, right. */
  MIRRORED(false, false, true),
  /** Bottom, right. */
  TURNED_180(false, true, true),
  /** Bottom, left. */
  FLIPPED(false, true, false),
  /** Left, top. */
  TRANSPOSED(true, false, false),
  /** Right, top: a quarter clockwise makes it upright. */
  TURNED_90(true, false, true),
  /** Right, bottom. */
  TRANSVERSED(true, true, true),
  /** Left, bottom: a quarter anticlockwise makes it upright. */
  TURNED_270(true, true, false);

  private final boolean swapsSides;
  private final boolean fromBottom; // after the sides are swapped
  private final boolean fromRight;

  Orientation(boolean swapsSides, boolean fromBottom, boolean fromRight) {
    this.swapsSides = swapsSides;
    this.fromBottom = fromBottom;
    this.fromRight = fromRight;
  }

  /**
   * That of a JPEG, which is upright if it says nothing. Other formats are: PNGs hardly ever say,
   * and their readers hardly ever listen.
   *
   * @param file the bytes of any picture
   */
  public static Orientation of(byte[] file) {
    return read(new ByteArrayInputStream(file));
  }

  /** As {@link #of(byte[])}, of a file, of which no more than the header is read. */
  public static Orientation of(Path file) {
    if (!Files.isRegularFile(file)) {
      return UPRIGHT; // opening a pipe could wait for ever
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in);
    } catch (IOException e) {
      return UPRIGHT; // reading its pixels will say what is the matter
    }
  }

  private static Orientation read(InputStream in) {
    try {
      ExifIFD0Directory exif =
          JpegMetadataReader.readMetadata(in, List.of(new ExifReader()))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer number = exif == null ? null : exif.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
      return number == null || number < 1 || number > values().length
          ? UPRIGHT
          : values()[number - 1];
    } catch (JpegProcessingException | IOException | RuntimeException e) {
      return UPRIGHT; // a damaged note is none
    }
  }

  /** Whether height becomes width. */
  public boolean swapsSides() {
    return swapsSides;
  }

  /** The size at which a picture is shown. */
  public PixelSize shown(PixelSize stored) {
    return swapsSides ? stored.swapped() : stored;
  }

  /**
   * Pixels as they are shown.
   *
   * @param pixels as they are stored, {@code [H, W, C]}, row by row; left as they are
   * @param stored {@code H} and {@code W}
   * @return {@code [H', W', C]} of the size {@link #shown}
   */
  public byte[] turn(byte[] pixels, PixelSize stored) {
    checkArgument(
        pixels.length % stored.pixels() == 0,
        "expected as many bytes for each pixel of %s, found %s bytes",
        stored,
        pixels.length);
    int channels = Math.toIntExact(pixels.length / stored.pixels());
    PixelSize size = shown(stored);
    byte[] turned = new byte[pixels.length];
    int to = 0;
    for (int y = 0; y < size.heightPx(); y++) {
      int down = fromBottom ? size.heightPx() - 1 - y : y;
      for (int x = 0; x < size.widthPx(); x++) {
        int across = fromRight ? size.widthPx() - 1 - x : x;
        int row = swapsSides ? across : down;
        int column = swapsSides ? down : across;
        int from = (row * stored.widthPx() + column) * channels;
        System.arraycopy(pixels, from, turned, to, channels);
        to += channels;
      }
    }
    return turned;
  }
}
