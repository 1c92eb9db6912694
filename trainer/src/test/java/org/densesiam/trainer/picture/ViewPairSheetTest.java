package org.densesiam.trainer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.Views;
import org.junit.jupiter.api.Test;

final class ViewPairSheetTest {
  private static final ViewBox LEFT = new ViewBox(0, 0, 1, 0.6);
  private static final ViewBox RIGHT = new ViewBox(0.5, 0.4, 1, 1);

  @Test
  void overlap_isWhatBothBoxesCover() {
    assertThat(LEFT.overlap(RIGHT, 0)).contains(new ViewBox(0.5, 0.4, 1, 0.6));
    assertThat(RIGHT.overlap(LEFT, 0)).isEqualTo(LEFT.overlap(RIGHT, 0));
    assertThat(new ViewBox(0, 0, 0.5, 0.5).overlap(new ViewBox(0, 0.5, 0.5, 1), 0))
        .as("boxes that only touch")
        .isEmpty();
  }

  @Test
  void seenIn_viewNotFlipped_isNormalisedToTheView() {
    ViewBox seen = new ViewBox(0.5, 0.4, 1, 0.6).seenIn(LEFT, false);

    assertClose(seen, 0.5, 0.4 / 0.6, 1, 1);
  }

  @Test
  void seenIn_viewFlipped_isMirrored() {
    ViewBox seen = new ViewBox(0.5, 0.4, 1, 0.6).seenIn(LEFT, true);

    assertClose(seen, 0.5, 0, 1, 1 - 0.4 / 0.6);
  }

  @Test
  void box_insideOut_isRefused() {
    assertThatThrownBy(() -> new ViewBox(0.5, 0, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a box needs y0 < y1 and x0 < x1: (0.5, 0.0, 0.5, 1.0)");
  }

  @Test
  void draw_secondViewFlipped_dimsTheSideThatTheFirstDoesNotShow() {
    BufferedImage white = white();
    ViewBox whole = new ViewBox(0, 0, 1, 1);
    ViewBox leftHalf = new ViewBox(0, 0, 1, 0.5);

    BufferedImage sheet =
        new ViewPairSheet(100)
            .draw(
                List.of(
                    new ViewPair(
                        Optional.of(white), white, white, leftHalf, whole, false, true, 0)));

    // Cells of 100 px and gaps of 10: view 2 lies at x 230 to 330, below a header of 26 px. The
    // left half of the image is the right half of the mirrored view.
    assertThat(new Color(sheet.getRGB(230 + 25, 26 + 50)))
        .as("not shared: dimmed")
        .isNotEqualTo(Color.WHITE);
    assertThat(new Color(sheet.getRGB(230 + 75, 26 + 50))).as("shared").isEqualTo(Color.WHITE);
  }

  @Test
  void draw_withoutOverlap_dimsNothing() {
    BufferedImage white = white();
    ViewBox leftHalf = new ViewBox(0, 0, 1, 0.5);
    ViewBox rightHalf = new ViewBox(0, 0.5, 1, 1);

    BufferedImage sheet =
        new ViewPairSheet(100)
            .draw(
                List.of(
                    new ViewPair(
                        Optional.of(white), white, white, leftHalf, rightHalf, false, false, 0)));

    assertThat(new Color(sheet.getRGB(120 + 50, 26 + 50))).isEqualTo(Color.WHITE);
  }

  @Test
  void draw_overlapSmallerThanCounts_dimsNothing() {
    BufferedImage white = white();
    ViewBox corner = new ViewBox(0, 0, 0.5, 0.5);
    ViewBox other = new ViewBox(0.4, 0.4, 1, 1); // they share 0.1 x 0.1 of the image

    for (double minArea : new double[] {0.02, 0.005}) {
      ViewPair pair =
          new ViewPair(Optional.of(white), white, white, corner, other, false, false, minArea);
      BufferedImage sheet = new ViewPairSheet(100).draw(List.of(pair));

      // The upper left of view 1, at x 120: dimmed where something else is shared.
      boolean dimmed = !new Color(sheet.getRGB(120 + 20, 26 + 20)).equals(Color.WHITE);
      assertThat(dimmed).as("training compares them from %s on", minArea).isEqualTo(minArea < 0.01);
    }
  }

  @Test
  void draw_noPairs_isRefused() {
    assertThatThrownBy(() -> new ViewPairSheet(100).draw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofNormalised_undoesTheNormalisation() {
    float[] values = {(0.6f - 0.485f) / 0.229f, (1 - 0.456f) / 0.224f, -100};

    BufferedImage view =
        Views.ofNormalised(
            values,
            1,
            1,
            ImmutableList.of(0.485, 0.456, 0.406),
            ImmutableList.of(0.229, 0.224, 0.225));

    assertThat(new Color(view.getRGB(0, 0))).isEqualTo(new Color(153, 255, 0));
  }

  @Test
  void ofBytes_wrongNumberOfValues_isRefused() {
    assertThatThrownBy(() -> Views.ofBytes(new byte[11], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a view of 2 x 2 px has 12 values, found 11");
  }

  private static void assertClose(ViewBox box, double y0, double x0, double y1, double x1) {
    assertThat(new double[] {box.y0(), box.x0(), box.y1(), box.x1()})
        .containsExactly(new double[] {y0, x0, y1, x1}, within(1e-12));
  }

  private static BufferedImage white() {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400; i++) {
      image.setRGB(i % 20, i / 20, 0xFFFFFF);
    }
    return image;
  }
}
