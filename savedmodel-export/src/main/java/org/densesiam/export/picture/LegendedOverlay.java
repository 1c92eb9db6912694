package org.densesiam.export.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;

/**
 * The overlay of a {@link MaskOverlay}, at the left, and at its right what its colours mean: the
 * categories that occur, the largest first, each with its share of the area.
 *
 * <p>The overlay is in the picture pixel for pixel, at (0, 0). Text grows with it, since a large
 * picture is looked at made smaller; beside a small one it has the size that can be read.
 */
public final class LegendedOverlay {
  private static final int MIN_TEXT_PX = 13;
  private static final double TEXT_SHARE = 1.0 / 52; // of the side of a square of that area

  private final MaskOverlay overlay;
  private final ImmutableList<String> names;

  /**
   * Pictures of maps with these categories.
   *
   * @param names by category
   */
  public LegendedOverlay(MaskOverlay overlay, ImmutableList<String> names) {
    this.overlay = overlay;
    this.names = names;
  }

  /**
   * Draws a label map, of any size, stretched over the image, and its legend.
   *
   * @throws IndexOutOfBoundsException if a category has no name
   */
  public BufferedImage draw(BufferedImage image, LabelMap labels) {
    int widthPx = image.getWidth();
    int heightPx = image.getHeight();
    int textPx = textPx(widthPx, heightPx);
    ShareColumns legend =
        ShareColumns.laidOut(entries(labels.shares(heightPx, widthPx)), textPx, heightPx);
    try (Canvas canvas =
        new Canvas(widthPx + legend.widthPx(), Math.max(heightPx, legend.heightPx()), textPx)) {
      canvas.image(overlay.draw(image, labels), new Rectangle2D.Double(0, 0, widthPx, heightPx));
      legend.draw(canvas, widthPx);
      return canvas.picture();
    }
  }

  private static int textPx(int widthPx, int heightPx) {
    double proportionate = TEXT_SHARE * Math.sqrt((double) widthPx * heightPx);
    return (int) Math.max(MIN_TEXT_PX, Math.round(proportionate));
  }

  private ImmutableList<ShareColumns.Entry> entries(ImmutableMap<Integer, Double> shares) {
    ImmutableList.Builder<ShareColumns.Entry> entries = ImmutableList.builder();
    for (Map.Entry<Integer, Double> each : shares.entrySet()) {
      int category = each.getKey();
      entries.add(
          new ShareColumns.Entry(
              names.get(category), CategoryPalette.colour(category), percent(each.getValue())));
    }
    return entries.build();
  }

  /** In per cent, to a tenth; what is there is never called nothing. */
  private static String percent(double share) {
    return share < 0.0005 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
