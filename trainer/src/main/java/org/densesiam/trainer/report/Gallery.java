package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * A section of pictures.
 *
 * @param title its heading
 * @param explanation how to read the pictures, a few sentences
 * @param pictures at least one, else the section is left out
 * @param wide whether the pictures need the width of the page, not a part of it
 * @param legend names by colour ({@code #RRGGBB}), in order; may be empty
 */
public record Gallery(
    String title,
    String explanation,
    ImmutableList<ReportPicture> pictures,
    boolean wide,
    ImmutableMap<String, String> legend) {

  /** Label maps of held-out images as overlays. */
  public static Gallery regionMasks(
      ImmutableList<ReportPicture> pictures, ImmutableMap<String, String> legend) {
    return new Gallery(
        "Regions found in held-out images",
        "None of these images was trained on, and no label was used. Each cell of the feature map"
            + " is tinted by its strongest pseudo-category; like colours mean like categories in all"
            + " pictures. Good regions follow the things in the image rather than its grid.",
        pictures,
        false,
        legend);
  }

  /** Sheets of {@link org.densesiam.trainer.report.picture.ViewPairSheet}. */
  public static Gallery viewPairs(ImmutableList<ReportPicture> sheets) {
    return new Gallery(
        "What the network sees: pairs of views",
        "Two crops of one image, coloured, blurred and mirrored at random. Blue frames the first"
            + " view, orange the second; the dense losses compare only what both show, dashed in"
            + " yellow. In a view, the rest is dimmed.",
        sheets,
        true,
        ImmutableMap.of());
  }
}
