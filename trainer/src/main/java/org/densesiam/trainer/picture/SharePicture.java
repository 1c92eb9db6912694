package org.densesiam.trainer.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.densesiam.export.picture.Canvas;

/**
 * A table of shares as a picture: the larger, the darker, those of one per cent and more in
 * figures. Names of columns that are wider than a column are written upwards.
 *
 * @param rows names of the rows
 * @param columns names of the columns
 * @param rowAxis what the rows are
 * @param columnAxis what the columns are
 */
public record SharePicture(
    ImmutableList<String> rows, ImmutableList<String> columns, String rowAxis, String columnAxis) {
  private static final Color LARGEST = new Color(0x0B3C6F);
  private static final Color FAINT = new Color(0xF2F5F8);
  private static final int TEXT_PX = 16;
  private static final int CELL_WIDTH_PX = 46;
  private static final int CELL_HEIGHT_PX = 30;
  private static final int MARGIN_PX = 12;
  private static final int LINE_PX = 24;

  /** Draws {@code [rows, columns]} shares, 0 to 1. */
  public BufferedImage draw(double[][] shares) {
    checkArgument(
        shares.length == rows.size() && shares[0].length == columns.size(),
        "%s x %s shares cannot have %s x %s names",
        shares.length,
        shares[0].length,
        rows.size(),
        columns.size());
    boolean upwards = widest(columns) > CELL_WIDTH_PX - 4;
    int left = 2 * MARGIN_PX + Math.max(widest(rows), widest(ImmutableList.of(rowAxis)));
    int top = MARGIN_PX + LINE_PX + (upwards ? widest(columns) + MARGIN_PX : LINE_PX);
    int tableWidthPx =
        Math.max(columns.size() * CELL_WIDTH_PX, widest(ImmutableList.of(columnAxis)));
    try (Canvas canvas =
        new Canvas(
            left + tableWidthPx + MARGIN_PX,
            top + rows.size() * CELL_HEIGHT_PX + MARGIN_PX,
            TEXT_PX)) {
      canvas.text(columnAxis, left, MARGIN_PX + TEXT_PX, Canvas.FAINT_INK, false);
      canvas.text(rowAxis, MARGIN_PX, top - 8, Canvas.FAINT_INK, false);
      for (int column = 0; column < columns.size(); column++) {
        Rectangle2D above = cell(left, top, -1, column);
        if (upwards) {
          canvas.textUpwards(columns.get(column), above.getCenterX() + 5, top - 6, Canvas.INK);
        } else {
          centred(canvas, columns.get(column), above, Canvas.INK);
        }
      }
      for (int row = 0; row < rows.size(); row++) {
        Rectangle2D first = cell(left, top, row, 0);
        double nameAt = left - MARGIN_PX / 2.0 - canvas.textWidth(rows.get(row), false);
        canvas.text(rows.get(row), nameAt, baseline(first), Canvas.INK, false);
        for (int column = 0; column < columns.size(); column++) {
          drawCell(canvas, cell(left, top, row, column), shares[row][column]);
        }
      }
      return canvas.picture();
    }
  }

  private void drawCell(Canvas canvas, Rectangle2D cell, double share) {
    canvas.fill(
        new Rectangle2D.Double(
            cell.getX() + 1, cell.getY() + 1, cell.getWidth() - 2, cell.getHeight() - 2),
        blend(share));
    long percent = Math.round(100 * share);
    if (percent >= 1) {
      centred(canvas, Long.toString(percent), cell, share > 0.5 ? Color.WHITE : Canvas.INK);
    }
  }

  private static Color blend(double share) {
    return new Color(
        blend(FAINT.getRed(), LARGEST.getRed(), share),
        blend(FAINT.getGreen(), LARGEST.getGreen(), share),
        blend(FAINT.getBlue(), LARGEST.getBlue(), share));
  }

  private static int blend(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * Math.max(0, Math.min(1, share)));
  }

  private static Rectangle2D cell(int left, int top, int row, int column) {
    return new Rectangle2D.Double(
        left + column * CELL_WIDTH_PX, top + row * CELL_HEIGHT_PX, CELL_WIDTH_PX, CELL_HEIGHT_PX);
  }

  private static void centred(Canvas canvas, String text, Rectangle2D cell, Color colour) {
    double x = cell.getCenterX() - canvas.textWidth(text, false) / 2;
    canvas.text(text, x, baseline(cell), colour, false);
  }

  private static double baseline(Rectangle2D cell) {
    return cell.getCenterY() + 6;
  }

  private static int widest(ImmutableList<String> lines) {
    try (Canvas canvas = new Canvas(1, 1, TEXT_PX)) {
      return (int)
          Math.ceil(
              lines.stream().mapToDouble(line -> canvas.textWidth(line, false)).max().orElse(0));
    }
  }
}
