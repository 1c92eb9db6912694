package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.awt.image.BufferedImage;
import java.util.List;
import org.densesiam.export.picture.Png;
import org.densesiam.trainer.picture.ViewPair;
import org.densesiam.trainer.picture.ViewPairSheet;

/**
 * A section of pictures.
 *
 * @param title its heading
 * @param explanation how to read the pictures, a few sentences
 * @param pictures at least one, else the section is left out
 * @param layout how much of the page's width each picture has
 * @param legend names by colour ({@code #RRGGBB}), in order; may be empty
 */
public record Gallery(
    String title,
    String explanation,
    ImmutableList<ReportInputs.Picture> pictures,
    Layout layout,
    ImmutableMap<String, String> legend) {

  /** How much of the page's width a picture has. */
  public enum Layout {
    /** A quarter or so. */
    SMALL,
    /** A half. */
    WIDE,
    /** All that it can fill. */
    WHOLE
  }

  private static final int VIEW_CELL_PX = 224;
  private static final int VIEW_ROWS = 3;

  /** Label maps of held-out images as overlays. */
  public static Gallery regionMasks(
      ImmutableList<ReportInputs.Picture> pictures, ImmutableMap<String, String> legend) {
    return new Gallery(
        "Regions found in held-out images",
        "None of these images was trained on, and no label was used. Each cell of the feature map"
            + " is tinted by its strongest pseudo-category; like colours mean like categories in all"
            + " pictures. Good regions follow the things in the image rather than its grid.",
        pictures,
        Layout.SMALL,
        legend);
  }

  /**
   * Evaluated images beside prediction and truth, and where the pixels of each class went.
   *
   * @param classes more about them, a sentence after a blank; may be empty
   */
  public static Gallery segmentation(ImmutableList<ReportInputs.Picture> pictures, String classes) {
    return new Gallery(
        "Held-out images, segmented without labels",
        "Image, prediction, truth. The network was never told a class: each of its clusters was"
            + " matched afterwards to the class that it covers best (Hungarian method) and has that"
            + " class's colour; clusters that no class was found for are \"unmatched\"."
            + classes,
        pictures,
        Layout.WHOLE,
        ImmutableMap.of());
  }

  /** Evaluated images beside the answer of a network that learned from labels, and the truth. */
  static Gallery supervised(ImmutableList<ReportInputs.Picture> pictures, String classes) {
    return new Gallery(
        "Held-out images: photograph, answer, truth",
        "None of these images was trained on. Colours are classes, the same in answer and truth;"
            + " pixels without a label are not tinted."
            + classes,
        pictures,
        Layout.WHOLE,
        ImmutableMap.of());
  }

  /** Views with their labels, on a sheet. */
  static Gallery labelledViews(BufferedImage sheet) {
    return new Gallery(
        "What the network learns from: views with labels",
        "A part of a labelled image, resized and mirrored at random, its colours changed; beside it"
            + " the labels, cut out alike.",
        ImmutableList.of(
            ReportInputs.Picture.of(Png.encode(sheet), "", "Views of images with their labels")),
        Layout.WHOLE,
        ImmutableMap.of());
  }

  /** Pairs of views on sheets of a few rows each. */
  public static Gallery viewPairs(List<ViewPair> pairs) {
    ViewPairSheet sheet = new ViewPairSheet(VIEW_CELL_PX);
    ImmutableList.Builder<ReportInputs.Picture> sheets = ImmutableList.builder();
    for (List<ViewPair> rows : Lists.partition(pairs, VIEW_ROWS)) {
      String description =
          rows.size() + " images with two crop boxes each, beside the two augmented views";
      sheets.add(ReportInputs.Picture.of(Png.encode(sheet.draw(rows)), "", description));
    }
    return new Gallery(
        "What the network sees: pairs of views",
        "Two crops of one image, coloured, blurred and mirrored at random. Blue frames the first"
            + " view, orange the second; the dense losses compare only what both show, dashed in"
            + " yellow. In a view, the rest is dimmed.",
        sheets.build(),
        Layout.WIDE,
        ImmutableMap.of());
  }
}
