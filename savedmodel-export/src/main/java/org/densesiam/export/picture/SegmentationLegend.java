package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Names of categories beside their colours, in as many lines as they need.
 *
 * @param widthPx of the picture
 */
public record SegmentationLegend(int widthPx) {
  private static final int GAP_PX = 8;
  private static final int LINE_PX = 22;
  private static final int SWATCH_PX = 12;

  public SegmentationLegend {
    checkArgument(widthPx > 2 * GAP_PX, "widthPx must leave room for names: %s", widthPx);
  }

  /**
   * Draws the legend alone.
   *
   * @param names of the first categories, at least one
   */
  public BufferedImage draw(ImmutableList<String> names) {
    checkArgument(!names.isEmpty(), "there must be a name to draw");
    Laid legend = laidOut(names);
    try (Canvas canvas = new Canvas(widthPx, legend.heightPx() + GAP_PX)) {
      legend.draw(canvas, GAP_PX);
      return canvas.picture();
    }
  }

  public Laid laidOut(ImmutableList<String> names) {
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    double x = 0;
    int line = 0;
    try (Canvas measure = new Canvas(1, 1)) {
      for (int i = 0; i < names.size(); i++) {
        double entryPx = SWATCH_PX + 4 + measure.textWidth(names.get(i), false) + 2 * GAP_PX;
        if (x > 0 && x + entryPx > widthPx - 2 * GAP_PX) {
          x = 0;
          line++;
        }
        entries.add(new Entry(names.get(i), i, x, line));
        x += entryPx;
      }
    }
    return new Laid(entries.build(), names.isEmpty() ? 0 : line + 1);
  }

  private record Entry(String name, int category, double x, int line) {}

  /** A legend whose names have their places. */
  public static final class Laid {
    private final ImmutableList<Entry> entries;
    private final int lines;

    private Laid(ImmutableList<Entry> entries, int lines) {
      this.entries = entries;
      this.lines = lines;
    }

    public int heightPx() {
      return lines * LINE_PX;
    }

    public void draw(Canvas canvas, int top) {
      for (Entry entry : entries) {
        double x = GAP_PX + entry.x;
        double y = top + entry.line * LINE_PX;
        canvas.fill(
            new Rectangle2D.Double(x, y, SWATCH_PX, SWATCH_PX),
            CategoryPalette.colour(entry.category));
        canvas.text(entry.name, x + SWATCH_PX + 4, y + SWATCH_PX - 2, Canvas.INK, false);
      }
    }
  }
}
