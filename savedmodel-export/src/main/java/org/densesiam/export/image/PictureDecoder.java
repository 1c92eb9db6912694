package org.densesiam.export.image;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.picture.PictureFormat;
import org.densesiam.data.picture.PictureHeader;
import org.densesiam.data.picture.PixelSize;

/**
 * Decodes pictures that may be anything. Thread-safe.
 *
 * @param codec stays open
 * @param maxPixels of a picture; one whose header says more is not decoded. At least 1
 * @param exifOrientation whether JPEGs are turned as their EXIF orientation says, or taken as they
 *     are stored
 */
public record PictureDecoder(ImageCodec codec, long maxPixels, boolean exifOrientation) {
  private static final ImmutableSet<PictureFormat> READABLE =
      ImmutableSet.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.GIF, PictureFormat.BMP);

  public PictureDecoder {
    checkArgument(maxPixels >= 1, "maxPixels must be at least 1: %s", maxPixels);
  }

  /**
   * The size of a picture, as it is stored.
   *
   * @param file a JPEG, PNG, GIF or BMP
   * @throws IOException if it is none, or too large to be decoded
   */
  public PixelSize size(byte[] file) throws IOException {
    PixelSize size = PictureHeader.size(file).orElseThrow(() -> new IOException(complaint(file)));
    if (size.pixels() > maxPixels) {
      throw new IOException("expected at most %d pixels, found %s".formatted(maxPixels, size));
    }
    return size;
  }

  private static String complaint(byte[] file) {
    return PictureFormat.of(file)
        .filter(READABLE::contains)
        .map(format -> "the header of the " + format + " is damaged")
        .orElse("Unknown image file format. One of JPEG, PNG, GIF, BMP required."); // TensorFlow's
  }

  /**
   * A picture as it is shown.
   *
   * @param file one that has a {@link #size}
   * @throws IOException if it cannot be decoded
   */
  public RgbImage decode(byte[] file) throws IOException {
    RgbImage stored = codec.decode(file);
    return exifOrientation ? stored.turned(Orientation.of(file)) : stored;
  }
}
