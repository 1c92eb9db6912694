package org.densesiam.export.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A white picture in the making, with the few strokes that the pictures of this package share. */
public final class Canvas implements AutoCloseable {
  public static final Color INK = new Color(0x1F2933);
  public static final Color FAINT_INK = new Color(0x616E7C);
  private static final int TEXT_PX = 12;
  private static final boolean CAN_WRITE = canWrite();

  private final BufferedImage picture;
  private final Graphics2D graphics;
  private final int textPx;

  /** With text of {@value #TEXT_PX} pixels. */
  public Canvas(int widthPx, int heightPx) {
    this(widthPx, heightPx, TEXT_PX);
  }

  /**
   * A canvas.
   *
   * @param textPx size of all text on it
   */
  public Canvas(int widthPx, int heightPx, int textPx) {
    this.textPx = textPx;
    picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, widthPx, heightPx);
  }

  /** Draws an image, scaled to fill {@code frame}. */
  public void image(BufferedImage image, Rectangle2D frame) {
    AffineTransform placed = new AffineTransform();
    placed.translate(frame.getX(), frame.getY());
    placed.scale(frame.getWidth() / image.getWidth(), frame.getHeight() / image.getHeight());
    graphics.drawImage(image, placed, null);
  }

  /** Darkens everything in {@code frame} but {@code spared}. */
  public void dimAround(Rectangle2D frame, Rectangle2D spared) {
    java.awt.geom.Area dimmed = new java.awt.geom.Area(frame);
    dimmed.subtract(new java.awt.geom.Area(spared));
    graphics.setColor(new Color(0, 0, 0, 90));
    graphics.fill(dimmed);
  }

  public void fill(Rectangle2D box, Color colour) {
    graphics.setColor(colour);
    graphics.fill(box);
  }

  /** Outlines a box within its bounds, in colour on a dark casing, so that any ground shows it. */
  public void outline(Rectangle2D box, Color colour, boolean dashed) {
    Rectangle2D inner =
        new Rectangle2D.Double(
            box.getX() + 1.5, box.getY() + 1.5, box.getWidth() - 3, box.getHeight() - 3);
    graphics.setColor(new Color(0, 0, 0, 150));
    graphics.setStroke(new BasicStroke(4));
    graphics.draw(inner);
    graphics.setColor(colour);
    graphics.setStroke(dashed ? dashes() : new BasicStroke(2.2F));
    graphics.draw(inner);
  }

  private static BasicStroke dashes() {
    return new BasicStroke(
        2.2F, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
  }

  /** Writes one line with its baseline at {@code y}; nothing where Java has no fonts. */
  public void text(String line, double x, double y, Color colour, boolean bold) {
    if (CAN_WRITE) {
      graphics.setFont(font(bold, textPx));
      graphics.setColor(colour);
      graphics.drawString(line, (float) x, (float) y);
    }
  }

  /** Writes one line from {@code (x, y)} upwards, with its baseline to the right. */
  public void textUpwards(String line, double x, double y, Color colour) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    text(line, 0, 0, colour, false);
    graphics.setTransform(before);
  }

  /** Width of a line of text, in pixels; 0 where Java has no fonts. */
  public double textWidth(String line, boolean bold) {
    return CAN_WRITE ? graphics.getFontMetrics(font(bold, textPx)).stringWidth(line) : 0;
  }

  private static Font font(boolean bold, int textPx) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, textPx);
  }

  /**
   * Whether text can be drawn. A Java without fontconfig, as in slim containers, throws one of
   * several errors at the first glyph; pictures without captions are better than none.
   */
  private static boolean canWrite() {
    Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      probe.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      probe.setFont(font(false, TEXT_PX));
      return probe.getFontMetrics().stringWidth("x") > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    } finally {
      probe.dispose();
    }
  }

  public BufferedImage picture() {
    return picture;
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
