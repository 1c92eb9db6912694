package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.geom.Rectangle2D;
import java.util.Optional;

/**
 * Where a view lies in its source image, on the host, for drawing only.
 *
 * @param y0 upper edge, 0 at the image's top, 1 at its bottom
 * @param x0 left edge
 * @param y1 lower edge, above {@code y0}
 * @param x1 right edge, above {@code x0}
 */
public record ViewBox(double y0, double x0, double y1, double x1) {
  /**
   * A box with a positive area.
   *
   * @throws IllegalArgumentException when it is empty or inside out
   */
  public ViewBox {
    checkArgument(
        y0 < y1 && x0 < x1, "a box needs y0 < y1 and x0 < x1: (%s, %s, %s, %s)", y0, x0, y1, x1);
  }

  /** One row of a {@code [B, 4]} tensor of boxes. */
  public static ViewBox of(float[] row) {
    checkArgument(row.length == 4, "a box has 4 numbers (y0, x0, y1, x1), found %s", row.length);
    return new ViewBox(row[0], row[1], row[2], row[3]);
  }

  /**
   * What both boxes cover, by the rule of {@link Overlap}: empty when they share no area, or less
   * than asked.
   *
   * @param minArea smallest area that counts, as a share of the source image, in {@code [0, 1)}
   */
  public Optional<ViewBox> overlap(ViewBox other, double minArea) {
    double top = Math.max(y0, other.y0);
    double left = Math.max(x0, other.x0);
    double bottom = Math.min(y1, other.y1);
    double right = Math.min(x1, other.x1);
    return top < bottom && left < right
        ? Optional.of(new ViewBox(top, left, bottom, right)).filter(box -> box.area() >= minArea)
        : Optional.empty();
  }

  /** Share of the source image's area, 0 to 1. */
  public double area() {
    return (y1 - y0) * (x1 - x0);
  }

  /**
   * This box as a view that shows {@code view} sees it: normalised to the view instead of the
   * source image, and mirrored if the view is.
   */
  public ViewBox seenIn(ViewBox view, boolean flipped) {
    double top = (y0 - view.y0) / (view.y1 - view.y0);
    double bottom = (y1 - view.y0) / (view.y1 - view.y0);
    double left = (x0 - view.x0) / (view.x1 - view.x0);
    double right = (x1 - view.x0) / (view.x1 - view.x0);
    return flipped
        ? new ViewBox(top, 1 - right, bottom, 1 - left)
        : new ViewBox(top, left, bottom, right);
  }

  /** In pixels of a picture that shows [0, 1] squared at {@code frame}. */
  public Rectangle2D on(Rectangle2D frame) {
    return new Rectangle2D.Double(
        frame.getX() + x0 * frame.getWidth(),
        frame.getY() + y0 * frame.getHeight(),
        (x1 - x0) * frame.getWidth(),
        (y1 - y0) * frame.getHeight());
  }
}
