package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.densesiam.export.picture.Canvas;

/** Photographs in a grid, row by row in order of choice, each with its rank and its name. */
final class ContactSheet {
  /** The longer side of a photograph on the sheet. */
  static final int THUMBNAIL_PX = 176;

  /** More would make a picture of hundreds of megabytes. */
  static final int MAX_PHOTOGRAPHS = 200;

  private static final int MAX_COLUMNS = 10;

  /** Columns to rows: about that of a screen, with photographs and captions as high as wide. */
  private static final double PROPORTION = 1.6;

  private static final int GAP_PX = 10;
  private static final int CAPTION_PX = 20;
  private static final int HEADER_PX = 32;
  private static final int BADGE_PX = 18;
  private static final String ELLIPSIS = "\u2026";

  private final ImmutableList<Photograph> photographs;
  private final int columns;
  private final int cellWidthPx;
  private final int[] bottoms; // of each row's photographs

  /**
   * A sheet of the first {@value #MAX_PHOTOGRAPHS} of some photographs.
   *
   * @param chosen at least one
   */
  ContactSheet(ImmutableList<Photograph> chosen) {
    checkArgument(!chosen.isEmpty(), "a contact sheet needs at least one photograph");
    this.photographs = chosen.subList(0, Math.min(MAX_PHOTOGRAPHS, chosen.size()));
    this.columns =
        Math.min(MAX_COLUMNS, (int) Math.ceil(Math.sqrt(PROPORTION * photographs.size())));
    this.cellWidthPx =
        photographs.stream().mapToInt(each -> each.thumbnail().getWidth()).max().orElseThrow();
    this.bottoms = bottoms();
  }

  /** A row is as high as its highest photograph. */
  private int[] bottoms() {
    int[] bottoms = new int[(photographs.size() + columns - 1) / columns];
    for (int i = 0; i < photographs.size(); i++) {
      int row = i / columns;
      int top = row == 0 ? HEADER_PX : bottoms[row - 1] + CAPTION_PX + GAP_PX;
      bottoms[row] = Math.max(bottoms[row], top + photographs.get(i).thumbnail().getHeight());
    }
    return bottoms;
  }

  /**
   * Draws the sheet.
   *
   * @param title above it
   */
  BufferedImage draw(String title) {
    int heightPx = bottoms[bottoms.length - 1] + CAPTION_PX + GAP_PX;
    try (Canvas canvas = new Canvas(left(columns), heightPx)) {
      canvas.text(title, GAP_PX, HEADER_PX - 12.0, Canvas.INK, true);
      for (int i = 0; i < photographs.size(); i++) {
        draw(canvas, i);
      }
      return canvas.picture();
    }
  }

  private void draw(Canvas canvas, int index) {
    Photograph photograph = photographs.get(index);
    BufferedImage image = photograph.thumbnail();
    int left = left(index % columns);
    int bottom = bottoms[index / columns];
    double x = left + Math.floor((cellWidthPx - image.getWidth()) / 2.0); // on whole pixels
    double y = bottom - image.getHeight(); // stands on its caption
    canvas.image(image, new Rectangle2D.Double(x, y, image.getWidth(), image.getHeight()));
    badge(canvas, Integer.toString(index + 1), x, y);
    String caption = fitted(canvas, photograph.name());
    double captionPx = canvas.textWidth(caption, false);
    canvas.text(
        caption, left + (cellWidthPx - captionPx) / 2, bottom + 14.0, Canvas.FAINT_INK, false);
  }

  private static void badge(Canvas canvas, String rank, double x, double y) {
    double textPx = canvas.textWidth(rank, true);
    double widthPx = Math.max(BADGE_PX, textPx + 8);
    canvas.fill(new Rectangle2D.Double(x, y, widthPx, BADGE_PX), Canvas.INK);
    canvas.text(rank, x + (widthPx - textPx) / 2, y + BADGE_PX - 5.0, Color.WHITE, true);
  }

  /** A name that is too long loses its folder first, which many share, then its beginning. */
  private String fitted(Canvas canvas, String name) {
    String shown = name;
    int from = Math.max(1, name.lastIndexOf('/'));
    while (from < name.length() && canvas.textWidth(shown, false) > cellWidthPx) {
      shown = ELLIPSIS + name.substring(from);
      from++;
    }
    return shown;
  }

  private int left(int column) {
    return GAP_PX + column * (cellWidthPx + GAP_PX);
  }
}
