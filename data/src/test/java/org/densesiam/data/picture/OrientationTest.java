package org.densesiam.data.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrientationTest {
  /**
   * Stored: the rows "ab", "cd", "ef". EXIF 2.3 says of each where the first row and the first
   * column are in what is shown; of TURNED_90, number 6, right and top: "ab" is the right column,
   * read downwards.
   */
  @ParameterizedTest
  @CsvSource({
    "UPRIGHT, ab/cd/ef",
    "MIRRORED, ba/dc/fe",
    "TURNED_180, fe/dc/ba",
    "FLIPPED, ef/cd/ab",
    "TRANSPOSED, ace/bdf",
    "TURNED_90, eca/fdb",
    "TRANSVERSED, fdb/eca",
    "TURNED_270, bdf/ace"
  })
  void turn_each_isAsExifSays(Orientation orientation, String shown) {
    String[] rows = shown.split("/", -1);
    PixelSize stored = new PixelSize(3, 2);

    assertThat(orientation.shown(stored)).isEqualTo(new PixelSize(rows.length, rows[0].length()));
    assertThat(new String(orientation.turn("abcdef".getBytes(UTF_8), stored), UTF_8))
        .isEqualTo(String.join("", rows));
  }

  @Test
  void turn_threeChannels_keepTogether() {
    byte[] turned =
        Orientation.MIRRORED.turn("rgbRGB".getBytes(UTF_8), new PixelSize(1, 2)); // two pixels

    assertThat(new String(turned, UTF_8)).isEqualTo("RGBrgb");
  }

  @Test
  void turn_tooFewBytes_isRefused() {
    assertThatThrownBy(() -> Orientation.MIRRORED.turn(new byte[7], new PixelSize(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3 (height x width), found 7 bytes");
  }

  @Test
  void of_noPicture_isUpright(@TempDir Path folder) throws Exception {
    assertThat(Orientation.of("no picture".getBytes(UTF_8))).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(folder)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(Files.createFile(folder.resolve("empty.jpg"))))
        .isEqualTo(Orientation.UPRIGHT);
  }
}
