package org.densesiam.export.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.math.RoundingMode;
import java.util.function.Function;

/**
 * Entries of a legend below each other, in as many columns as go beside a picture: a swatch, a
 * name, and a share, right-aligned.
 */
final class ShareColumns {
  /** Beside however small a picture a column may have so many lines. */
  private static final int MIN_LINES = 16;

  // In sizes of the text.
  private static final double MARGIN = 0.9;
  private static final double LINE = 1.6;
  private static final double SWATCH = 1;
  private static final double BASELINE = 0.86; // capitals stand in the middle of the swatch
  private static final double NAME_GAP = 0.5;
  private static final double SHARE_GAP = 1.2;
  private static final double COLUMN_GAP = 2;
  private static final double LONGEST_NAME = 18;

  private static final String CUT = "…";

  private final ImmutableList<Entry> entries;
  private final int textPx;
  private final int lines; // of a column
  private final double namePx;
  private final double sharePx;

  /**
   * A line of the legend.
   *
   * @param share as it is written
   */
  record Entry(String name, Color colour, String share) {
    /** With a name that is no wider than {@code widestPx}. */
    private Entry cut(double widestPx, Canvas measure) {
      String fitting = name;
      int end = name.length();
      while (end > 0 && measure.textWidth(fitting, false) > widestPx) {
        end = name.offsetByCodePoints(end, -1);
        fitting = name.substring(0, end).stripTrailing() + CUT;
      }
      return new Entry(fitting, colour, share);
    }
  }

  private ShareColumns(
      ImmutableList<Entry> entries, int textPx, int lines, double namePx, double sharePx) {
    this.entries = entries;
    this.textPx = textPx;
    this.lines = lines;
    this.namePx = namePx;
    this.sharePx = sharePx;
  }

  /**
   * Gives entries their places.
   *
   * @param entries in the order in which they are to be read
   * @param besidePx height of the picture that they will stand beside
   */
  static ShareColumns laidOut(ImmutableList<Entry> entries, int textPx, int besidePx) {
    int fitting = (int) Math.floor((besidePx / (double) textPx - 2 * MARGIN) / LINE);
    int columns =
        IntMath.divide(entries.size(), Math.max(MIN_LINES, fitting), RoundingMode.CEILING);
    int lines = IntMath.divide(entries.size(), Math.max(1, columns), RoundingMode.CEILING);
    try (Canvas measure = new Canvas(1, 1, textPx)) {
      ImmutableList<Entry> cut =
          entries.stream()
              .map(each -> each.cut(LONGEST_NAME * textPx, measure))
              .collect(ImmutableList.toImmutableList());
      double namePx = widest(cut, Entry::name, measure);
      return new ShareColumns(cut, textPx, lines, namePx, widest(cut, Entry::share, measure));
    }
  }

  private static double widest(
      ImmutableList<Entry> entries, Function<Entry, String> text, Canvas measure) {
    return entries.stream()
        .mapToDouble(each -> measure.textWidth(text.apply(each), false))
        .max()
        .orElse(0);
  }

  /** With margins; 0 if there is no entry. */
  int widthPx() {
    int columns = entries.isEmpty() ? 0 : (entries.size() - 1) / lines + 1;
    double px = columns * columnPx() + (columns - 1) * COLUMN_GAP * textPx + 2 * MARGIN * textPx;
    return columns == 0 ? 0 : (int) Math.ceil(px);
  }

  /** With margins. */
  int heightPx() {
    return (int) Math.ceil((lines * LINE + 2 * MARGIN) * textPx);
  }

  private double columnPx() {
    return (SWATCH + NAME_GAP + SHARE_GAP) * textPx + namePx + sharePx;
  }

  /** Draws all entries at the top of what is right of {@code left}. */
  void draw(Canvas canvas, int left) {
    for (int i = 0; i < entries.size(); i++) {
      double x = left + MARGIN * textPx + i / lines * (columnPx() + COLUMN_GAP * textPx);
      double y = (MARGIN + i % lines * LINE) * textPx;
      draw(canvas, entries.get(i), x, y);
    }
  }

  private void draw(Canvas canvas, Entry entry, double x, double y) {
    long top = Math.round(y + (LINE - SWATCH) / 2 * textPx); // whole pixels have no blurred edges
    long side = Math.round(SWATCH * textPx);
    canvas.fill(new Rectangle2D.Double(Math.round(x), top, side, side), entry.colour);
    long baseline = top + Math.round(BASELINE * textPx);
    canvas.text(
        entry.name, Math.round(x + (SWATCH + NAME_GAP) * textPx), baseline, Canvas.INK, false);
    double shareAt = x + columnPx() - canvas.textWidth(entry.share, false);
    canvas.text(entry.share, Math.round(shareAt), baseline, Canvas.FAINT_INK, false);
  }
}
