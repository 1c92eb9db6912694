package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.densesiam.export.picture.Canvas;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.MaskOverlay;
import org.densesiam.export.picture.SegmentationLegend;

/**
 * Images with what was predicted for them and what is true, side by side, and what the colours
 * mean.
 *
 * @param cellPx side of each picture
 * @param heading of the column beside the images
 */
public record SegmentationSheet(int cellPx, String heading) {
  private static final int GAP_PX = 8;
  private static final int LINE_PX = 22;

  /** More go side by side: a page is wide. */
  private static final int MOST_ROWS = 4;

  /**
   * One image.
   *
   * @param image square
   * @param predicted a category for each pixel; -1 for none
   * @param truth the same, if it is known
   */
  public record Row(BufferedImage image, LabelMap predicted, Optional<LabelMap> truth) {}

  public SegmentationSheet {
    checkArgument(cellPx > 0, "cellPx must be positive: %s", cellPx);
  }

  /**
   * Draws a sheet.
   *
   * @param rows at least one
   * @param names of the first categories, for the legend; may be empty
   */
  public BufferedImage draw(ImmutableList<Row> rows, ImmutableList<String> names) {
    checkArgument(!rows.isEmpty(), "there must be an image to draw");
    int columns = rows.get(0).truth().isPresent() ? 3 : 2;
    int blocks = (rows.size() + MOST_ROWS - 1) / MOST_ROWS;
    int rowsInBlock = (rows.size() + blocks - 1) / blocks;
    int widthPx = leftOf(blocks * columns);
    int top = LINE_PX + GAP_PX;
    int bottom = top + rowsInBlock * (cellPx + GAP_PX);
    SegmentationLegend.Laid legend = new SegmentationLegend(widthPx).laidOut(names);
    try (Canvas canvas = new Canvas(widthPx, bottom + legend.heightPx())) {
      ImmutableList<String> headings = ImmutableList.of("Image", heading, "Truth");
      for (int column = 0; column < blocks * columns; column++) {
        String words = headings.get(column % columns);
        canvas.text(words, leftOf(column), LINE_PX - 4, Canvas.INK, true);
      }
      for (int i = 0; i < rows.size(); i++) {
        int first = i / rowsInBlock * columns;
        draw(canvas, rows.get(i), first, top + i % rowsInBlock * (cellPx + GAP_PX));
      }
      legend.draw(canvas, bottom);
      return canvas.picture();
    }
  }

  private void draw(Canvas canvas, Row row, int first, int top) {
    MaskOverlay overlay = new MaskOverlay(MaskOverlay.USUAL_ALPHA);
    canvas.image(row.image(), frame(first, top));
    canvas.image(overlay.draw(row.image(), row.predicted()), frame(first + 1, top));
    row.truth()
        .ifPresent(truth -> canvas.image(overlay.draw(row.image(), truth), frame(first + 2, top)));
  }

  private Rectangle2D frame(int column, int top) {
    return new Rectangle2D.Double(leftOf(column), top, cellPx, cellPx);
  }

  private int leftOf(int column) {
    return GAP_PX + column * (cellPx + GAP_PX);
  }
}
