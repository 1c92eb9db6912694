package org.densesiam.data.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The size that a picture's header says, without decoding the picture. */
public final class PictureHeader {
  private PictureHeader() {}

  /** Empty if the file cannot be read or begins as no JPEG, PNG, GIF or BMP does. */
  public static Optional<PixelSize> size(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty(); // opening a pipe could wait for ever
    }
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      return readers.hasNext() ? Optional.of(size(readers.next(), in)) : Optional.empty();
    } catch (IOException | RuntimeException e) { // ImageIO throws both on damaged files
      return Optional.empty();
    }
  }

  /**
   * The size of a JPEG, PNG, GIF (its first frame) or BMP. Empty if the bytes are none of these, or
   * their header is damaged.
   *
   * @param file its bytes
   */
  public static Optional<PixelSize> size(byte[] file) {
    return PictureFormat.of(file)
        .flatMap(
            format ->
                switch (format) {
                  // Not by ImageIO, which refuses some that libjpeg and so TensorFlow read.
                  case JPEG -> JpegMarkers.of(file).size();
                  case PNG, GIF, BMP -> sizeByImageIo(format, file);
                  case WEBP, TIFF, HEIF_OR_AVIF, JPEG_2000 -> Optional.empty();
                });
  }

  private static Optional<PixelSize> sizeByImageIo(PictureFormat format, byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    // Not ImageIO's own stream, which would make a temporary file.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      return Optional.of(size(reader, in));
    } catch (IOException | RuntimeException e) { // as above
      return Optional.empty();
    }
  }

  private static PixelSize size(ImageReader reader, ImageInputStream in) throws IOException {
    try {
      reader.setInput(in, true, true);
      return new PixelSize(reader.getHeight(0), reader.getWidth(0));
    } finally {
      reader.dispose();
    }
  }
}
