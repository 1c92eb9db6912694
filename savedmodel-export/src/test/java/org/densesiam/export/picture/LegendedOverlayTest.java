package org.densesiam.export.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LegendedOverlayTest {
  private static final MaskOverlay OVERLAY = new MaskOverlay(0.6);
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("sky", "road", "tree", "car", "cluster 4 (unmatched)");

  // A half is 4, a quarter 2, an eighth 0, and an eighth of nothing.
  private static final LabelMap LABELS = map(4, 4, 4, 4, 2, 2, 0, -1);

  @Test
  void draw_leftPart_isTheOverlayPixelForPixel() {
    BufferedImage image = photograph(160, 120);
    BufferedImage picture = new LegendedOverlay(OVERLAY, NAMES).draw(image, LABELS);

    assertThat(picture.getRGB(0, 0, 160, 120, null, 0, 160))
        .isEqualTo(OVERLAY.draw(image, LABELS).getRGB(0, 0, 160, 120, null, 0, 160));
  }

  @Test
  void draw_swatches_areThoseThatOccurLargestFirst() {
    BufferedImage picture = new LegendedOverlay(OVERLAY, NAMES).draw(photograph(160, 120), LABELS);

    assertThat(swatches(picture, 160))
        .containsExactly(
            CategoryPalette.colour(4), CategoryPalette.colour(2), CategoryPalette.colour(0));
  }

  @Test
  void draw_besideASmallImage_isHigherThanIt() {
    int[] all = IntStream.range(0, 16).toArray();
    ImmutableList<String> names =
        IntStream.range(0, 16).mapToObj(i -> "class " + i).collect(ImmutableList.toImmutableList());
    BufferedImage picture = new LegendedOverlay(OVERLAY, names).draw(photograph(128, 96), map(all));

    assertThat(picture.getHeight())
        .as("16 lines of 1.6 * 13 px, margins of 0.9 * 13 px")
        .isEqualTo(357);
    assertThat(swatches(picture, 128)).hasSize(16);
    assertThat(new Color(picture.getRGB(64, picture.getHeight() - 1))).isEqualTo(Color.WHITE);
  }

  @Test
  void draw_moreCategoriesThanFit_areInColumns() {
    int[] all = IntStream.range(0, 17).toArray();
    ImmutableList<String> names =
        IntStream.range(0, 17).mapToObj(i -> "class " + i).collect(ImmutableList.toImmutableList());
    LegendedOverlay legended = new LegendedOverlay(OVERLAY, names);
    int two = legended.draw(photograph(128, 96), map(all)).getWidth() - 128;
    int one = legended.draw(photograph(128, 96), map(0, 16)).getWidth() - 128;

    assertThat(two).isGreaterThan(2 * one - 30);
    assertThat(legended.draw(photograph(128, 96), map(all)).getHeight())
        .as("two columns of 9 and 8 lines: (9 * 1.6 + 2 * 0.9) * 13 px")
        .isEqualTo(211);
  }

  @Test
  void draw_largeImage_hasTextInProportion() {
    LegendedOverlay legended = new LegendedOverlay(OVERLAY, NAMES);
    int small = legended.draw(photograph(400, 300), LABELS).getWidth() - 400; // 13 px
    int large = legended.draw(photograph(4000, 3000), LABELS).getWidth() - 4000;

    // sqrt(4000 * 3000) / 52 = 66.6, rounded
    assertThat((double) large / small).isEqualTo(67.0 / 13, within(0.3));
  }

  @Test
  void draw_longName_isCut() {
    ImmutableList<String> names = ImmutableList.of("a name without an end ".repeat(50));
    BufferedImage picture =
        new LegendedOverlay(OVERLAY, names).draw(photograph(400, 300), map(0, 0));

    assertThat(picture.getWidth()).isBetween(400 + 13 * 18, 400 + 13 * 18 + 140);
  }

  @Test
  void draw_nothingButVoid_isTheOverlayAlone() {
    BufferedImage picture = new LegendedOverlay(OVERLAY, NAMES).draw(photograph(40, 30), map(-1));

    assertThat(picture.getWidth()).isEqualTo(40);
    assertThat(picture.getHeight()).isEqualTo(30);
  }

  @Test
  void draw_categoryWithoutAName_isRefused() {
    assertThatThrownBy(
            () -> new LegendedOverlay(OVERLAY, NAMES).draw(photograph(40, 30), map(0, 5)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Colours of the palette right of the image, from top to bottom. */
  private static Set<Color> swatches(BufferedImage picture, int imagePx) {
    Set<Color> palette = new LinkedHashSet<>();
    IntStream.range(0, 256).forEach(i -> palette.add(CategoryPalette.colour(i)));
    Set<Color> found = new LinkedHashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      Color colour = new Color(picture.getRGB(imagePx + 16, y)); // 0.9 * 13 px are margin
      if (palette.contains(colour)) {
        found.add(colour);
      }
    }
    return found;
  }

  /** A row of cells. */
  private static LabelMap map(int... labels) {
    return new LabelMap(1, labels.length, ImmutableIntArray.copyOf(labels));
  }

  private static BufferedImage photograph(int widthPx, int heightPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        image.setRGB(x, y, (x * 7 % 256) << 16 | (y * 5 % 256) << 8 | ((x + y) % 256));
      }
    }
    return image;
  }
}
