package org.densesiam.trainer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FeatureColoursTest {
  @Test
  void draw_likeFeatures_getLikeColoursAndOthersOtherOnes() {
    // Two kinds of cells, checkered, with some noise.
    FeatureColours.FeatureMap map = checkered(new Random(1), 8, 16);

    BufferedImage picture = FeatureColours.fit(List.of(map)).draw(map);

    assertThat(picture.getWidth()).isEqualTo(8);
    int evenRed = new Color(picture.getRGB(0, 0)).getRed();
    int oddRed = new Color(picture.getRGB(1, 0)).getRed();
    assertThat(Math.abs(evenRed - oddRed)).as("first component").isGreaterThan(150);
    assertThat(new Color(picture.getRGB(1, 1)).getRed()).isBetween(evenRed - 60, evenRed + 60);
  }

  @Test
  void draw_firstComponent_isTheDirectionOfLargestVariance() {
    // Unit rows (cos t, sin t, 0) for t = -0.2, -0.1, 0, 0.1, 0.2: they vary along channel 1 most,
    // whose largest entry is made positive, so red grows with t.
    float[] values = new float[15];
    for (int i = 0; i < 5; i++) {
      values[3 * i] = (float) Math.cos(0.1 * (i - 2));
      values[3 * i + 1] = (float) Math.sin(0.1 * (i - 2));
    }
    FeatureColours.FeatureMap map = FeatureColours.FeatureMap.of(values, 1, 5, 3);

    BufferedImage picture = FeatureColours.fit(List.of(map)).draw(map);

    // sin(-0.1) is 0.2513 of the way from sin(-0.2) to sin(0.2): (0.19867 - 0.09983) / 0.39734
    assertThat(new Color(picture.getRGB(0, 0)).getRed()).isZero();
    assertThat(new Color(picture.getRGB(1, 0)).getRed()).isBetween(62, 65);
    assertThat(new Color(picture.getRGB(4, 0)).getRed()).isEqualTo(255);
  }

  @Test
  void draw_scaledFeatures_givesTheSamePicture() {
    FeatureColours.FeatureMap map = checkered(new Random(2), 4, 8);
    float[] doubled = new float[map.values().length()];
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] = (float) (2 * map.values().get(i));
    }
    FeatureColours colours = FeatureColours.fit(List.of(map));

    assertThat(pixels(colours.draw(FeatureColours.FeatureMap.of(doubled, 4, 4, 8))))
        .isEqualTo(pixels(colours.draw(map)));
  }

  @Test
  void draw_constantFeatures_isPlain() {
    FeatureColours.FeatureMap map =
        FeatureColours.FeatureMap.of(new float[] {1, 2, 1, 2, 1, 2, 1, 2}, 2, 2, 2);

    assertThat(pixels(FeatureColours.fit(List.of(map)).draw(map))).containsOnly(0x808080);
  }

  @Test
  void fit_differentNumbersOfChannels_isRefused() {
    FeatureColours.FeatureMap two = FeatureColours.FeatureMap.of(new float[] {1, 2}, 1, 1, 2);
    FeatureColours.FeatureMap three = FeatureColours.FeatureMap.of(new float[] {1, 2, 3}, 1, 1, 3);

    assertThatThrownBy(() -> FeatureColours.fit(List.of(two, three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feature maps have 2 and 3 channels; colours need one number");
  }

  private static FeatureColours.FeatureMap checkered(Random random, int side, int channels) {
    float[] values = new float[side * side * channels];
    for (int i = 0; i < values.length; i++) {
      int cell = i / channels;
      boolean odd = (cell % side + cell / side) % 2 == 1;
      boolean lit = (i % channels < channels / 2) == odd;
      values[i] = (lit ? 1 : 0) + (float) (0.05 * random.nextGaussian());
    }
    return FeatureColours.FeatureMap.of(values, side, side, channels);
  }

  private static int[] pixels(BufferedImage picture) {
    int[] pixels = new int[picture.getWidth() * picture.getHeight()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xFFFFFF;
    }
    return pixels;
  }
}
