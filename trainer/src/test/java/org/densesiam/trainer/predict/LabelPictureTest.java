package org.densesiam.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.export.picture.LabelMap;
import org.densesiam.export.picture.Png;
import org.junit.jupiter.api.Test;

final class LabelPictureTest {
  private static final int BIT_DEPTH = 24; // of a PNG file: signature 8, chunk head 8, size 8
  private static final int COLOUR_TYPE = 25;

  @Test
  void of_labels_areIndicesOfAPalette() throws IOException {
    byte[] png = Png.encode(picture(3, 0, 255, 3));
    assertThat(png[BIT_DEPTH]).isEqualTo((byte) 8);
    assertThat(png[COLOUR_TYPE]).as("indexed").isEqualTo((byte) 3);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(samples(read)).containsExactly(3, 0, 255, 3);
    assertThat(new Color(read.getRGB(0, 0))).isEqualTo(CategoryPalette.colour(3));
    assertThat(new Color(read.getRGB(2, 0))).isEqualTo(CategoryPalette.colour(255));
  }

  @Test
  void of_labelsAbove255_are16BitGrey() throws IOException {
    byte[] png = Png.encode(picture(256, 2));
    assertThat(png[BIT_DEPTH]).isEqualTo((byte) 16);
    assertThat(png[COLOUR_TYPE]).as("grey").isEqualTo((byte) 0);
    assertThat(samples(ImageIO.read(new ByteArrayInputStream(png)))).containsExactly(256, 2);
  }

  @Test
  void of_mapOfAnotherSize_isStretched() {
    LabelMap map = new LabelMap(1, 2, ImmutableIntArray.of(7, 1));
    BufferedImage picture = LabelPicture.of(map, 2, 4, CategoryPalette::colour);
    assertThat(samples(picture)).containsExactly(7, 7, 1, 1, 7, 7, 1, 1);
  }

  private static BufferedImage picture(int... labels) {
    return LabelPicture.of(
        new LabelMap(1, labels.length, ImmutableIntArray.copyOf(labels)),
        1,
        labels.length,
        CategoryPalette::colour);
  }

  private static int[] samples(BufferedImage picture) {
    return picture
        .getRaster()
        .getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
  }
}
