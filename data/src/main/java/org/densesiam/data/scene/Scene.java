package org.densesiam.data.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * One scene and what each of its pixels shows.
 *
 * @param image the picture, 8-bit RGB
 * @param labels of the same size, 8-bit single-channel; a value is a {@link SceneClass#label()}
 */
public record Scene(BufferedImage image, BufferedImage labels) {
  /** High enough that the fine textures survive; a scene then takes about 12 kB. */
  private static final float JPEG_QUALITY = 0.92F;

  /** The class that the pixel in column {@code x} and row {@code y} shows. */
  public SceneClass classAt(int x, int y) {
    return SceneClass.ofLabel(labels.getRaster().getSample(x, y, 0));
  }

  /** The image as a JPEG file. */
  public byte[] imageJpeg() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(JPEG_QUALITY);
      return encode(writer, parameters, image);
    } finally {
      writer.dispose();
    }
  }

  /** The labels as a PNG file, 8-bit single-channel. */
  public byte[] labelsPng() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try {
      return encode(writer, writer.getDefaultWriteParam(), labels);
    } finally {
      writer.dispose();
    }
  }

  private static byte[] encode(
      ImageWriter writer, ImageWriteParam parameters, BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), parameters);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a scene in memory", e);
    }
    return bytes.toByteArray();
  }
}
