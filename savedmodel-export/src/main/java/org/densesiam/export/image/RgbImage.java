package org.densesiam.export.image;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.image.BufferedImage;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PixelSize;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** A decoded image. Immutable. */
public final class RgbImage {
  private static final int CHANNELS = 3;

  private final int heightPx;
  private final int widthPx;
  private final byte[] rgb; // [heightPx, widthPx, 3]

  private RgbImage(int heightPx, int widthPx, byte[] rgb) {
    this.heightPx = heightPx;
    this.widthPx = widthPx;
    this.rgb = rgb;
  }

  /**
   * An image of these pixels.
   *
   * @param rgb {@code [heightPx, widthPx, 3]}, row by row, red, green, blue, each a byte taken as 0
   *     to 255; copied
   */
  public static RgbImage of(int heightPx, int widthPx, byte[] rgb) {
    return ofOwned(heightPx, widthPx, rgb.clone());
  }

  /**
   * The pixels of a Java picture of any type, as a PNG file of it would be decoded: without its
   * alpha, and grey as it is stored.
   */
  public static RgbImage of(BufferedImage picture) {
    return ofOwned(picture.getHeight(), picture.getWidth(), PicturePixels.rgb(picture));
  }

  /** Without a copy: the caller has let go of the array. */
  static RgbImage ofOwned(int heightPx, int widthPx, byte[] rgb) {
    checkArgument(heightPx >= 1 && widthPx >= 1, "an image has pixels: %s x %s", heightPx, widthPx);
    checkArgument(
        rgb.length == (long) heightPx * widthPx * CHANNELS,
        "an RGB image of %s x %s pixels has %s bytes, found %s",
        heightPx,
        widthPx,
        (long) heightPx * widthPx * CHANNELS,
        rgb.length);
    return new RgbImage(heightPx, widthPx, rgb);
  }

  /** This image as an orientation that was noted with it says that it is to be shown. */
  public RgbImage turned(Orientation noted) {
    if (noted == Orientation.UPRIGHT) {
      return this;
    }
    PixelSize stored = new PixelSize(heightPx, widthPx);
    PixelSize shown = noted.shown(stored);
    return ofOwned(shown.heightPx(), shown.widthPx(), noted.turn(rgb, stored));
  }

  public int heightPx() {
    return heightPx;
  }

  public int widthPx() {
    return widthPx;
  }

  /** A copy of the pixels, {@code [heightPx, widthPx, 3]}. */
  public byte[] rgb() {
    return rgb.clone();
  }

  /** The pixels, {@code [heightPx, widthPx, 3]}, not copied and not to be written to. */
  public ByteDataBuffer pixels() {
    return DataBuffers.of(rgb, true, false);
  }

  @Override
  public String toString() {
    return heightPx + " x " + widthPx + " pixels";
  }
}
