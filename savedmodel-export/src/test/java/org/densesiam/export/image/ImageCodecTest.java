package org.densesiam.export.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.densesiam.export.TestImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ImageCodecTest {
  private static ImageCodec codec;

  @BeforeAll
  static void open() {
    codec = new ImageCodec();
  }

  @AfterAll
  static void close() {
    codec.close();
  }

  @Test
  void decode_png_givesItsPixels() throws IOException {
    RgbImage image = TestImages.of(1, 20, 33).get(0);
    RgbImage decoded = codec.decode(TestImages.encode(image, "png"));
    assertThat(decoded.heightPx()).isEqualTo(20);
    assertThat(decoded.widthPx()).isEqualTo(33);
    assertThat(decoded.rgb()).isEqualTo(image.rgb());
  }

  @Test
  void decode_greyPng_isRgb() throws IOException {
    byte[] grey = TestImages.encodeGrey(3, 2, 77);
    byte[] expected = new byte[3 * 2 * 3];
    Arrays.fill(expected, (byte) 77);
    assertThat(codec.decode(grey).rgb()).isEqualTo(expected);
  }

  @Test
  void decode_noImage_saysWhy() {
    byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> codec.decode(text))
        .isInstanceOf(IOException.class)
        .hasMessage("Unknown image file format. One of JPEG, PNG, GIF, BMP required.");
  }

  @Test
  void decode_truncatedJpeg_isRefused() {
    byte[] whole = TestImages.encode(TestImages.of(1, 64, 64).get(0), "jpg");
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> codec.decode(half)).isInstanceOf(IOException.class);
  }

  @Test
  void resize_toHalf_averagesWithTheTriangleFilter() {
    byte[] row = {0, 0, 0, 80, 80, 80, (byte) 160, (byte) 160, (byte) 160, 80, 80, 80};
    RgbImage image = RgbImage.of(1, 4, row);
    // At half size a triangle of half-width 2 sits on x = 1 and x = 3: weights 0.75, 0.75, 0.25 on
    // the pixels at distance 0.5, 0.5, 1.5, divided by their sum of 1.75.
    int left = (int) Math.round((0.75 * 0 + 0.75 * 80 + 0.25 * 160) / 1.75);
    int right = (int) Math.round((0.25 * 80 + 0.75 * 160 + 0.75 * 80) / 1.75);
    byte[] resized = codec.resize(image, 1, 2).rgb();
    assertThat(resized[0] & 255).isEqualTo(left);
    assertThat(resized[3] & 255).isEqualTo(right);
  }

  @Test
  void resize_toItsOwnSize_isTheImageItself() {
    RgbImage image = TestImages.of(1, 5, 6).get(0);
    assertThat(codec.resize(image, 5, 6)).isSameAs(image);
  }
}
