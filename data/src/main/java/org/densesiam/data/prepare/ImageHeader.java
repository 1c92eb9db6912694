package org.densesiam.data.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.densesiam.data.prepare.ImageProof.PixelSize;

/** The size that a picture's header says, without decoding the picture. */
final class ImageHeader {
  private ImageHeader() {}

  /** Empty if the file cannot be read or begins as no JPEG or PNG does. */
  static Optional<PixelSize> size(Path file) {
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

  private static PixelSize size(ImageReader reader, ImageInputStream in) throws IOException {
    try {
      reader.setInput(in, true, true);
      return new PixelSize(reader.getHeight(0), reader.getWidth(0));
    } finally {
      reader.dispose();
    }
  }
}
