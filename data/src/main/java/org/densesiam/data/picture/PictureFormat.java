package org.densesiam.data.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.densesiam.data.record.ImageRecord;

/**
 * Picture formats by their first bytes. Names of files lie: ImageNet has a PNG named {@code .JPEG}.
 */
public enum PictureFormat {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n"),
  GIF("GIF8[79]a"),
  BMP("BM.{4}\u0000{4}"),
  WEBP("RIFF.{4}WEBP"),
  TIFF("(?:II\\*\u0000|MM\u0000\\*)"),
  HEIF_OR_AVIF("\u0000{3}.ftyp(?:hei|hev|mif|msf|avi)"),
  JPEG_2000("\u0000{3}\u000cjP  ");

  private static final int HEAD_BYTES = 16;
  private static final ImmutableSet<String> JPEG_NAMES =
      ImmutableSet.of("jpg", "jpeg", "jpe", "jfif");

  private final Pattern magic;

  PictureFormat(String magic) {
    this.magic = Pattern.compile(magic, Pattern.DOTALL);
  }

  /** The format that a file of these bytes has; empty if it is none of these. */
  public static Optional<PictureFormat> of(byte[] bytes) {
    // One character a byte.
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD_BYTES), ISO_8859_1);
    for (PictureFormat format : values()) {
      if (format.magic.matcher(head).lookingAt()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** What this is inside a record; empty if a record cannot hold it. */
  public Optional<ImageRecord.Format> recordFormat() {
    return switch (this) {
      case JPEG -> Optional.of(ImageRecord.Format.JPEG);
      case PNG -> Optional.of(ImageRecord.Format.PNG);
      case GIF, BMP, WEBP, TIFF, HEIF_OR_AVIF, JPEG_2000 -> Optional.empty();
    };
  }

  /** Whether a file of the format is usually named so. */
  public static boolean isUsualName(ImageRecord.Format format, String fileName) {
    String extension = Ascii.toLowerCase(fileName.substring(fileName.lastIndexOf('.') + 1));
    return switch (format) {
      case JPEG -> JPEG_NAMES.contains(extension);
      case PNG -> extension.equals("png");
    };
  }
}
