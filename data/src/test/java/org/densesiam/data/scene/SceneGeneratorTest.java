package org.densesiam.data.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class SceneGeneratorTest {
  private static final int SCENES = 60;

  private final SceneGenerator generator = new SceneGenerator(7);

  @Test
  void scene_sameSeedAndIndex_isTheSameToTheByte() {
    Scene first = generator.scene(3);
    generator.scene(4);
    Scene again = new SceneGenerator(7).scene(3);

    assertThat(again.imageJpeg()).isEqualTo(first.imageJpeg());
    assertThat(again.labelsPng()).isEqualTo(first.labelsPng());
  }

  @Test
  void scene_anotherIndexOrSeed_isAnotherScene() {
    byte[] scene = generator.scene(3).imageJpeg();

    assertThat(generator.scene(4).imageJpeg()).isNotEqualTo(scene);
    assertThat(new SceneGenerator(8).scene(3).imageJpeg()).isNotEqualTo(scene);
    // Seeds and indices are not added up, or (7, 4) would be (8, 3).
    assertThat(new SceneGenerator(8).scene(3).imageJpeg())
        .isNotEqualTo(generator.scene(4).imageJpeg());
  }

  @Test
  void scene_negativeIndex_isRefused() {
    assertThatThrownBy(() -> generator.scene(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index must be 0 or more: -1");
  }

  @Test
  void scenes_together_showEveryClassOftenEnoughToLearnIt() {
    Map<SceneClass, Double> shares = new EnumMap<>(SceneClass.class);
    for (int i = 0; i < SCENES; i++) {
      Scene scene = generator.scene(i);
      double share = 1.0 / SCENES / (scene.labels().getWidth() * scene.labels().getHeight());
      forEachPixel(scene, (x, y) -> shares.merge(scene.classAt(x, y), share, Double::sum));
    }

    assertThat(shares).containsOnlyKeys(SceneClass.values());
    assertThat(shares.values())
        .as("share of all pixels, by class: %s", shares)
        .allMatch(share -> share > 0.02);
  }

  @Test
  void scene_imageAndLabels_areOfOneSizeBetween128And160() {
    for (int i = 0; i < SCENES; i++) {
      Scene scene = generator.scene(i);
      assertThat(scene.image().getWidth()).isBetween(128, 160);
      assertThat(scene.image().getHeight()).isBetween(128, 160);
      assertThat(scene.labels().getWidth()).isEqualTo(scene.image().getWidth());
      assertThat(scene.labels().getHeight()).isEqualTo(scene.image().getHeight());
    }
  }

  /** Edges of the image lie where labels change: the mask is of this very picture. */
  @Test
  void labels_whereTheyChange_theImageChangesMoreThanElsewhere() {
    double[] atBorder = new double[2]; // sum, count
    double[] inside = new double[2];
    for (int i = 0; i < SCENES; i++) {
      Scene scene = generator.scene(i);
      forEachPixel(
          scene,
          (x, y) -> {
            if (x + 2 < scene.image().getWidth()) {
              boolean border = scene.classAt(x, y) != scene.classAt(x + 2, y);
              double[] sums = border ? atBorder : inside;
              sums[0] += difference(scene.image().getRGB(x, y), scene.image().getRGB(x + 2, y));
              sums[1]++;
            }
          });
    }

    double ratio = (atBorder[0] / atBorder[1]) / (inside[0] / inside[1]);
    assertThat(ratio).as("mean colour step across label borders over that inside").isGreaterThan(2);
  }

  /** Were the mean colour enough, a class's scenes would be of one hue. */
  @Test
  void colour_ofEveryClass_variesBetweenScenes() {
    for (SceneClass sceneClass : SceneClass.values()) {
      double sumX = 0;
      double sumY = 0;
      int scenes = 0;
      for (int i = 0; i < SCENES; i++) {
        float[] hue = meanHue(generator.scene(i), sceneClass);
        if (hue.length > 0) {
          sumX += Math.cos(2 * Math.PI * hue[0]);
          sumY += Math.sin(2 * Math.PI * hue[0]);
          scenes++;
        }
      }
      assertThat(Math.hypot(sumX, sumY) / scenes)
          .as("length of the mean hue vector of %s (1: always the same hue)", sceneClass)
          .isLessThan(0.95);
    }
  }

  @Test
  void encoded_labels_areSingleChannelAndEqualTheMap() throws IOException {
    Scene scene = generator.scene(11);

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(scene.labelsPng()));

    assertThat(decoded.getRaster().getNumBands()).isEqualTo(1);
    assertThat(decoded.getRaster().getDataBuffer().getDataType()).isEqualTo(DataBuffer.TYPE_BYTE);
    forEachPixel(
        scene,
        (x, y) ->
            assertThat(decoded.getRaster().getSample(x, y, 0))
                .isEqualTo(scene.classAt(x, y).label()));
  }

  @Test
  void encoded_image_isNearlyTheImage() throws IOException {
    Scene scene = generator.scene(11);

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(scene.imageJpeg()));

    double[] sum = new double[1];
    forEachPixel(
        scene, (x, y) -> sum[0] += difference(decoded.getRGB(x, y), scene.image().getRGB(x, y)));
    double pixels = (double) decoded.getWidth() * decoded.getHeight();
    assertThat(sum[0] / pixels).as("mean absolute difference of a channel").isLessThan(12);
  }

  private static float[] meanHue(Scene scene, SceneClass sceneClass) {
    long[] sums = new long[4];
    forEachPixel(
        scene,
        (x, y) -> {
          if (scene.classAt(x, y) == sceneClass) {
            int rgb = scene.image().getRGB(x, y);
            sums[0] += rgb >> 16 & 255;
            sums[1] += rgb >> 8 & 255;
            sums[2] += rgb & 255;
            sums[3]++;
          }
        });
    if (sums[3] == 0) {
      return new float[0];
    }
    int red = (int) (sums[0] / sums[3]);
    int green = (int) (sums[1] / sums[3]);
    int blue = (int) (sums[2] / sums[3]);
    return java.awt.Color.RGBtoHSB(red, green, blue, null);
  }

  private static double difference(int rgb, int other) {
    return (Math.abs((rgb >> 16 & 255) - (other >> 16 & 255))
            + Math.abs((rgb >> 8 & 255) - (other >> 8 & 255))
            + Math.abs((rgb & 255) - (other & 255)))
        / 3.0;
  }

  private interface Pixel {
    void visit(int x, int y);
  }

  private static void forEachPixel(Scene scene, Pixel pixel) {
    for (int y = 0; y < scene.labels().getHeight(); y++) {
      for (int x = 0; x < scene.labels().getWidth(); x++) {
        pixel.visit(x, y);
      }
    }
  }
}
