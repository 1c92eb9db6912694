package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.Canvas;

/**
 * A sheet of view pairs: a row each, with the source image and both crop boxes, then the two views
 * with their common region outlined. What is dimmed in a view, the other view does not show.
 *
 * <p>The first view is blue, the second orange, the overlap yellow and dashed (colours of Okabe and
 * Ito, which stay apart for colour-blind readers).
 */
public final class ViewPairSheet {
  static final Color VIEW_1 = new Color(0x56B4E9);
  static final Color VIEW_2 = new Color(0xE69F00);
  static final Color OVERLAP = new Color(0xF0E442);

  private static final Color UNKNOWN_SOURCE = new Color(0xE4E7EB);
  private static final int GAP_PX = 10;
  private static final int CAPTION_PX = 20;
  private static final int HEADER_PX = 26;

  private final int cellPx;

  /**
   * A sheet with cells of a given side.
   *
   * @param cellPx side of a view as drawn, in pixels, at least 48; source images fit a cell
   */
  public ViewPairSheet(int cellPx) {
    checkArgument(cellPx >= 48, "cellPx must be at least 48: %s", cellPx);
    this.cellPx = cellPx;
  }

  /** Draws the pairs, the first at the top. */
  public BufferedImage draw(List<ViewPair> pairs) {
    checkArgument(!pairs.isEmpty(), "a sheet needs at least one pair of views");
    int rowPx = cellPx + CAPTION_PX + GAP_PX;
    int widthPx = 3 * cellPx + 4 * GAP_PX;
    try (Canvas canvas = new Canvas(widthPx, HEADER_PX + rowPx * pairs.size())) {
      header(canvas);
      for (int i = 0; i < pairs.size(); i++) {
        row(canvas, pairs.get(i), HEADER_PX + i * rowPx);
      }
      return canvas.picture();
    }
  }

  private void header(Canvas canvas) {
    double baseline = HEADER_PX - 9.0;
    canvas.text("image and its two crops", column(0), baseline, Canvas.INK, true);
    swatch(canvas, VIEW_1, column(1), baseline);
    canvas.text("view 1", column(1) + 16, baseline, Canvas.INK, true);
    swatch(canvas, VIEW_2, column(2), baseline);
    canvas.text("view 2", column(2) + 16, baseline, Canvas.INK, true);
  }

  private static void swatch(Canvas canvas, Color colour, double x, double baseline) {
    canvas.fill(new Rectangle2D.Double(x, baseline - 10, 11, 11), colour);
  }

  private void row(Canvas canvas, ViewPair pair, int top) {
    Optional<ViewBox> overlap = pair.overlap();
    source(canvas, pair, overlap, top);
    view(canvas, 1, top, pair.view1(), overlap.map(o -> o.seenIn(pair.box1(), pair.flipped1())));
    view(canvas, 2, top, pair.view2(), overlap.map(o -> o.seenIn(pair.box2(), pair.flipped2())));
    double baseline = top + cellPx + 15.0;
    canvas.text(
        viewCaption(pair.box1(), pair.flipped1()), column(1), baseline, Canvas.FAINT_INK, false);
    canvas.text(
        viewCaption(pair.box2(), pair.flipped2()), column(2), baseline, Canvas.FAINT_INK, false);
  }

  private void source(Canvas canvas, ViewPair pair, Optional<ViewBox> overlap, int top) {
    Rectangle2D cell = new Rectangle2D.Double(column(0), top, cellPx, cellPx);
    Rectangle2D frame = pair.source().map(image -> fitted(image, cell)).orElse(cell);
    pair.source()
        .ifPresentOrElse(
            image -> canvas.image(image, frame), () -> canvas.fill(frame, UNKNOWN_SOURCE));
    canvas.outline(pair.box1().on(frame), VIEW_1, false);
    canvas.outline(pair.box2().on(frame), VIEW_2, false);
    overlap.ifPresent(box -> canvas.outline(box.on(frame), OVERLAP, true));
    canvas.text(
        overlapCaption(overlap), frame.getX(), frame.getMaxY() + 15, Canvas.FAINT_INK, false);
  }

  /** The largest frame of the image's shape at the upper left of a cell. */
  private static Rectangle2D fitted(BufferedImage image, Rectangle2D cell) {
    double longSide = Math.max(image.getWidth(), image.getHeight());
    double width = cell.getWidth() * image.getWidth() / longSide;
    double height = cell.getHeight() * image.getHeight() / longSide;
    return new Rectangle2D.Double(cell.getX(), cell.getY(), width, height);
  }

  private void view(
      Canvas canvas, int column, int top, BufferedImage view, Optional<ViewBox> overlap) {
    Rectangle2D frame = new Rectangle2D.Double(column(column), top, cellPx, cellPx);
    canvas.image(view, frame);
    overlap.ifPresent(box -> canvas.dimAround(frame, box.on(frame)));
    canvas.outline(frame, column == 1 ? VIEW_1 : VIEW_2, false);
    overlap.ifPresent(box -> canvas.outline(box.on(frame), OVERLAP, true));
  }

  private int column(int index) {
    return GAP_PX + index * (cellPx + GAP_PX);
  }

  private static String overlapCaption(Optional<ViewBox> overlap) {
    return overlap
        .map(box -> String.format(Locale.ROOT, "overlap: %.0f %% of image", 100 * box.area()))
        .orElse("no overlap: image loss only");
  }

  private static String viewCaption(ViewBox box, boolean flipped) {
    return String.format(
        Locale.ROOT, "%.0f %% of image%s", 100 * box.area(), flipped ? ", mirrored" : "");
  }
}
