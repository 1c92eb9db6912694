package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Lays a label map over an image: the image in grey, so that colours mean categories only, tinted
 * by {@link CategoryPalette}, with a thin dark line where two categories meet.
 */
public final class MaskOverlay {
  /** Share of colour at which photographs are still seen and categories told apart. */
  public static final double USUAL_ALPHA = 0.6;

  private static final double CONTOUR_GAIN = 0.45;
  private static final double CONTOUR_SHARE = 1.0 / 800; // of the side of a square of that area

  private final double alpha;

  /**
   * An overlay of a given strength.
   *
   * @param alpha share of the category's colour, 0 (image only) to 1 (colour only)
   */
  public MaskOverlay(double alpha) {
    checkArgument(alpha >= 0 && alpha <= 1, "alpha must be in [0, 1]: %s", alpha);
    this.alpha = alpha;
  }

  /** Draws a label map, of any size, stretched over the whole image; as large as the image. */
  public BufferedImage draw(BufferedImage image, LabelMap labels) {
    int widthPx = image.getWidth();
    int heightPx = image.getHeight();
    BufferedImage picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    int contourPx = contourPx(widthPx, heightPx);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        int label = labelAt(labels, x, y, widthPx, heightPx);
        boolean border =
            label != labelAt(labels, Math.min(x + contourPx, widthPx - 1), y, widthPx, heightPx)
                || label
                    != labelAt(labels, x, Math.min(y + contourPx, heightPx - 1), widthPx, heightPx);
        picture.setRGB(x, y, tint(image.getRGB(x, y), label, border));
      }
    }
    return picture;
  }

  /** The image and, to its right, its overlay. */
  public BufferedImage drawBeside(BufferedImage image, LabelMap labels) {
    int widthPx = image.getWidth();
    int gapPx = Math.max(2, widthPx / 40);
    int heightPx = image.getHeight();
    try (Canvas canvas = new Canvas(2 * widthPx + gapPx, heightPx)) {
      canvas.image(image, new Rectangle2D.Double(0, 0, widthPx, heightPx));
      canvas.image(
          draw(image, labels), new Rectangle2D.Double(widthPx + gapPx, 0, widthPx, heightPx));
      return canvas.picture();
    }
  }

  /** A pixel, and more where a photograph is so large that it will be looked at made smaller. */
  private static int contourPx(int widthPx, int heightPx) {
    return (int) Math.max(1, Math.round(CONTOUR_SHARE * Math.sqrt((double) widthPx * heightPx)));
  }

  private static int labelAt(LabelMap labels, int x, int y, int widthPx, int heightPx) {
    return labels.at(y * labels.height() / heightPx, x * labels.width() / widthPx);
  }

  private int tint(int rgb, int label, boolean border) {
    int grey = luma(rgb);
    double gain = border ? CONTOUR_GAIN : 1;
    if (!LabelMap.isCategory(label)) {
      return packed(grey * gain, grey * gain, grey * gain);
    }
    Color colour = CategoryPalette.colour(label);
    return packed(
        gain * blend(grey, colour.getRed()),
        gain * blend(grey, colour.getGreen()),
        gain * blend(grey, colour.getBlue()));
  }

  private double blend(int grey, int component) {
    return grey + (component - grey) * alpha;
  }

  /** ITU-R BT.601, as image libraries turn colour to grey. */
  private static int luma(int rgb) {
    return (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000;
  }

  private static int packed(double red, double green, double blue) {
    return (int) Math.round(red) << 16 | (int) Math.round(green) << 8 | (int) Math.round(blue);
  }
}
