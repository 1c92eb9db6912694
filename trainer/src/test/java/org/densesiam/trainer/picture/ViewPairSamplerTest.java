package org.densesiam.trainer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.record.ImageFeatures;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.data.view.ViewBox;
import org.densesiam.export.picture.Png;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On images whose red is the row, green the column, and blue says which image it is. */
final class ViewPairSamplerTest {
  private static final int SIDE_PX = 64;
  private static final PretrainConfig CONFIG =
      Presets.PRETRAIN.load(
          "laptop",
          List.of(
              "views.sizePx=32",
              "colour.jitterProbability=0",
              "colour.greyProbability=0",
              "colour.blurProbability=0"));

  @TempDir private Path folder;

  @Test
  void sample_views_comeFromTheirSourceImage() throws IOException {
    ImmutableList<ViewPair> pairs = new ViewPairSampler(records(9, -1), CONFIG).sample(8);

    assertThat(pairs).hasSize(8);
    for (ViewPair pair : pairs) {
      int id = colour(pair.source().orElseThrow(), 5, 5).getBlue();
      assertThat(colour(pair.view1(), 16, 16).getBlue()).isBetween(id - 1, id + 1);
      assertThat(colour(pair.view2(), 16, 16).getBlue()).isBetween(id - 1, id + 1);
    }
    assertThat(pairs.stream().map(pair -> colour(pair.source().orElseThrow(), 0, 0).getBlue()))
        .as("which images")
        .doesNotHaveDuplicates();
  }

  @Test
  void sample_boxesAndFlips_sayWhereTheViewsLie() throws IOException {
    for (ViewPair pair : new ViewPairSampler(records(9, -1), CONFIG).sample(8)) {
      assertShows(pair.view1(), pair.box1(), pair.flipped1());
      assertShows(pair.view2(), pair.box2(), pair.flipped2());
    }
  }

  @Test
  void sample_brokenRecord_isLeftOut() throws IOException {
    ImmutableList<ViewPair> pairs = new ViewPairSampler(records(5, 2), CONFIG).sample(4);

    assertThat(pairs.stream().map(pair -> colour(pair.source().orElseThrow(), 0, 0).getBlue() / 20))
        .containsExactlyInAnyOrder(0, 1, 3, 4);
  }

  @Test
  void sample_oneRecord_isRefused() throws IOException {
    assertThatThrownBy(() -> new ViewPairSampler(records(1, -1), CONFIG).sample(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 1 records");
  }

  /** Red in the middle of the view is the middle of the box from top to bottom; green across. */
  private static void assertShows(BufferedImage view, ViewBox box, boolean flipped) {
    // A quarter in from the view's left, which is a quarter in from the box's right if mirrored.
    double across = (flipped ? 0.75 : 0.25) * (box.x1() - box.x0()) + box.x0();
    double down = 0.5 * (box.y0() + box.y1());
    Color colour = colour(view, 8, 16);
    assertThat(colour.getGreen() / 255.0).as("across").isBetween(across - 0.04, across + 0.04);
    assertThat(colour.getRed() / 255.0).as("down").isBetween(down - 0.04, down + 0.04);
  }

  private RecordSource records(int count, int broken) throws IOException {
    Path file = folder.resolve("images.tfrecord");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (int i = 0; i < count; i++) {
        byte[] png = i == broken ? new byte[] {1, 2, 3} : Png.encode(coordinates(20 * i));
        writer.write(
            new ImageRecord(
                    ByteString.copyFrom(png),
                    ImageRecord.Format.PNG,
                    SIDE_PX,
                    SIDE_PX,
                    i + ".png",
                    Optional.empty(),
                    Optional.empty())
                .toExample());
      }
    }
    return new RecordSource(
        ImmutableList.of(file), TfRecordCompression.NONE, ImageFeatures.ENCODED, count);
  }

  private static BufferedImage coordinates(int blue) {
    BufferedImage image = new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE_PX; y++) {
      for (int x = 0; x < SIDE_PX; x++) {
        int red = (int) ((y + 0.5) / SIDE_PX * 255);
        int green = (int) ((x + 0.5) / SIDE_PX * 255);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  private static Color colour(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }
}
