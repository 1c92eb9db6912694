package org.densesiam.it.command;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Folders of PNG files, each of another colour. */
final class Pictures {
  private Pictures() {}

  /** Writes {@code count} squares into a new folder. */
  static Path write(Path folder, int count, int sidePx) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(sidePx, sidePx, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      Color colour = Color.getHSBColor(i / (float) count, 0.8F, 0.8F);
      graphics.setPaint(new GradientPaint(0, 0, colour, sidePx, sidePx, Color.WHITE));
      graphics.fillRect(0, 0, sidePx, sidePx);
      graphics.dispose();
      if (!ImageIO.write(image, "png", folder.resolve("%03d.png".formatted(i)).toFile())) {
        throw new IllegalStateException("This Java writes no PNG files");
      }
    }
    return folder;
  }
}
