package org.densesiam.export.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.densesiam.data.shard.AtomicFile;

/** Pictures at the size and in the form in which they leave. */
public final class Png {
  private Png() {}

  /** The picture as a PNG file. */
  public static byte[] encode(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO's own stream, which would make a temporary file.
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", output);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a picture in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the picture as a PNG file, which appears under its name only when complete.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(BufferedImage picture, Path file) {
    try {
      AtomicFile.write(file, encode(picture));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the picture " + file + ": " + e, e);
    }
  }

  /** The picture at another size, on white; nearest neighbour if {@code crisp}, else bicubic. */
  public static BufferedImage scaled(
      BufferedImage picture, int widthPx, int heightPx, boolean crisp) {
    BufferedImage scaled = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        crisp
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, widthPx, heightPx, Color.WHITE, null);
    graphics.dispose();
    return scaled;
  }
}
