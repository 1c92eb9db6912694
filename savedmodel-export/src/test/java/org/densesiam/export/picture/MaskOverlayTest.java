package org.densesiam.export.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MaskOverlayTest {
  @Test
  void draw_full_givesEachCellItsCategorysColour() {
    BufferedImage picture =
        new MaskOverlay(1).draw(grey(8, 4), new LabelMap(1, 2, ImmutableIntArray.of(0, 3)));

    assertThat(new Color(picture.getRGB(0, 1))).isEqualTo(CategoryPalette.colour(0));
    assertThat(new Color(picture.getRGB(6, 1))).isEqualTo(CategoryPalette.colour(3));
  }

  @Test
  void draw_whereCategoriesMeet_isDarker() {
    BufferedImage picture =
        new MaskOverlay(1).draw(grey(8, 4), new LabelMap(1, 2, ImmutableIntArray.of(0, 3)));

    assertThat(new Color(picture.getRGB(3, 1)).getGreen())
        .isLessThan(CategoryPalette.colour(0).getGreen() / 2);
  }

  @Test
  void draw_largePhotograph_hasAThickerLine() {
    BufferedImage picture =
        new MaskOverlay(1).draw(grey(1600, 1600), new LabelMap(1, 2, ImmutableIntArray.of(0, 3)));

    int dark = CategoryPalette.colour(0).getGreen() / 2;
    // A line is 1 / 800 of the side of a square: 2 px, left of where the right half begins at 800.
    assertThat(new Color(picture.getRGB(797, 9))).isEqualTo(CategoryPalette.colour(0));
    assertThat(new Color(picture.getRGB(798, 9)).getGreen()).isLessThan(dark);
    assertThat(new Color(picture.getRGB(799, 9)).getGreen()).isLessThan(dark);
    assertThat(new Color(picture.getRGB(800, 9))).isEqualTo(CategoryPalette.colour(3));
  }

  @Test
  void draw_ignoredCells_stayGrey() {
    BufferedImage picture =
        new MaskOverlay(1).draw(grey(2, 1), new LabelMap(1, 2, ImmutableIntArray.of(-1, -1)));

    assertThat(new Color(picture.getRGB(1, 0))).isEqualTo(new Color(100, 100, 100));
  }

  @Test
  void draw_halfTransparent_isHalfway() {
    BufferedImage picture =
        new MaskOverlay(0.5).draw(grey(2, 2), new LabelMap(1, 1, ImmutableIntArray.of(2)));

    // Okabe and Ito's yellow 0xF0E442 over grey 100: (100 + 240) / 2, (100 + 228) / 2, (100 + 66) /
    // 2
    assertThat(new Color(picture.getRGB(0, 0))).isEqualTo(new Color(170, 164, 83));
  }

  @Test
  void argmax_takesTheStrongestCategoryOfEachCell() {
    LabelMap labels = LabelMap.argmax(new float[] {1, 3, 2, /* cell 2 */ 5, 5, 4}, 1, 2, 3);

    assertThat(labels.labels().asList()).containsExactly(1, 0);
  }

  @Test
  void shares_mostFrequentFirst_withoutIgnoredCells() {
    LabelMap labels = new LabelMap(2, 2, ImmutableIntArray.of(1, 4, 4, -1));

    assertThat(labels.shares().entrySet()).containsExactly(Map.entry(4, 0.5), Map.entry(1, 0.25));
  }

  @Test
  void shares_ofAnImage_countItsPixels() {
    LabelMap labels = new LabelMap(1, 3, ImmutableIntArray.of(7, 7, 2));

    // Of 5 columns, the first cell has those with x * 3 / 5 = 0 (0, 1), the next 2, 3, the last 4.
    assertThat(labels.shares(2, 5).entrySet())
        .containsExactly(Map.entry(7, 0.8), Map.entry(2, 0.2));
    assertThat(labels.shares(1, 1).entrySet()).containsExactly(Map.entry(7, 1.0));
  }

  @Test
  void labelMap_wrongNumberOfLabels_isRefused() {
    assertThatThrownBy(() -> new LabelMap(2, 2, ImmutableIntArray.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label map of 2 x 2 has 4 labels, found 3");
  }

  @Test
  void palette_first27Categories_arePairwiseApart() {
    for (int a = 0; a < 27; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(distance(CategoryPalette.colour(a), CategoryPalette.colour(b)))
            .as("RGB distance of categories %s and %s", a, b)
            .isGreaterThan(30);
      }
    }
  }

  @Test
  void palette_hex_isTheColour() {
    assertThat(CategoryPalette.hex(0)).isEqualTo("#56B4E9");
    assertThat(Color.decode(CategoryPalette.hex(100))).isEqualTo(CategoryPalette.colour(100));
  }

  private static double distance(Color a, Color b) {
    return Math.sqrt(
        Math.pow(a.getRed() - b.getRed(), 2)
            + Math.pow(a.getGreen() - b.getGreen(), 2)
            + Math.pow(a.getBlue() - b.getBlue(), 2));
  }

  private static BufferedImage grey(int widthPx, int heightPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < widthPx * heightPx; i++) {
      image.setRGB(i % widthPx, i / widthPx, 0x646464);
    }
    return image;
  }
}
