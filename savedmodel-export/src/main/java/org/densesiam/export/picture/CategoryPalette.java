package org.densesiam.export.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A colour for every category, the same in every picture and however many categories there are.
 *
 * <p>The first seven are those of Okabe and Ito ("Color Universal Design", 2008) without black,
 * ordered so that neighbours differ in lightness too. Each later one is the colour that is farthest
 * from all before it (Glasbey, van der Heijden, Toh and Gray, "Colour displays for categorical
 * images", 2007), so that those used first are the most different. Distances are taken in Oklab;
 * its red-green axis counts half, since colour-blind readers see little of it.
 */
public final class CategoryPalette {
  /** Later categories begin again with the first colour. */
  private static final int COLOURS = 256;

  private static final ImmutableList<Integer> OKABE_ITO =
      ImmutableList.of(0x56B4E9, 0xD55E00, 0xF0E442, 0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7);
  private static final ImmutableList<Color> PALETTE = palette();

  private CategoryPalette() {}

  /**
   * The colour of a category.
   *
   * @param category from 0; the colours repeat after 256
   */
  public static Color colour(int category) {
    checkArgument(category >= 0, "category must be 0 or more: %s", category);
    return PALETTE.get(category % COLOURS);
  }

  /** {@code #RRGGBB}, for HTML. */
  public static String hex(int category) {
    return String.format("#%06X", colour(category).getRGB() & 0xFFFFFF);
  }

  private static ImmutableList<Color> palette() {
    List<Candidate> candidates = candidates();
    ImmutableList.Builder<Color> palette = ImmutableList.builder();
    for (int rgb : OKABE_ITO) {
      Oklab chosen = Oklab.of(new Color(rgb));
      palette.add(new Color(rgb));
      candidates.replaceAll(candidate -> candidate.besides(chosen));
    }
    for (int i = OKABE_ITO.size(); i < COLOURS; i++) {
      Candidate farthest =
          candidates.stream().max(Comparator.comparingDouble(Candidate::toNearest)).orElseThrow();
      palette.add(farthest.colour);
      candidates.replaceAll(candidate -> candidate.besides(farthest.lab));
    }
    return palette.build();
  }

  /** Colours on an even grid, without the very dark, the very light, the greys and the glaring. */
  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    int step = 17;
    for (int rgb = 0; rgb < 16 * 16 * 16; rgb++) {
      Color colour = new Color((rgb >> 8) * step, (rgb >> 4 & 15) * step, (rgb & 15) * step);
      Oklab lab = Oklab.of(colour);
      double chroma = Math.hypot(lab.greenRed, lab.blueYellow);
      if (lab.lightness > 0.35 && lab.lightness < 0.93 && chroma > 0.04 && chroma < 0.19) {
        candidates.add(new Candidate(colour, lab, Double.POSITIVE_INFINITY));
      }
    }
    return candidates;
  }

  /** A colour and how far the nearest colour in the palette is from it. */
  private record Candidate(Color colour, Oklab lab, double toNearest) {
    Candidate besides(Oklab chosen) {
      return new Candidate(colour, lab, Math.min(toNearest, lab.distance(chosen)));
    }
  }

  /**
   * B. Ottosson, "A perceptual color space for image processing", 2020, whose matrices these are.
   */
  private record Oklab(double lightness, double greenRed, double blueYellow) {
    static Oklab of(Color colour) {
      double r = linear(colour.getRed());
      double g = linear(colour.getGreen());
      double b = linear(colour.getBlue());
      double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
      double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
      double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
      return new Oklab(
          0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    double distance(Oklab other) {
      double byLightness = lightness - other.lightness;
      double byRed = 0.5 * (greenRed - other.greenRed);
      double byBlue = blueYellow - other.blueYellow;
      return Math.sqrt(byLightness * byLightness + byRed * byRed + byBlue * byBlue);
    }

    /** sRGB to linear light (IEC 61966-2-1). */
    private static double linear(int component) {
      double encoded = component / 255.0;
      return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
    }
  }
}
