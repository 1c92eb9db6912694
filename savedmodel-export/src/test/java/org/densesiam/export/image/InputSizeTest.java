package org.densesiam.export.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputSizeTest {
  @ParameterizedTest(name = "{0} x {1} at {2}: {3} x {4}")
  @CsvSource({
    "500, 500, 224, 224, 224", // square
    "300, 400, 224, 224, 288", // 224 * 4/3 = 298.7, nearest 288
    "400, 300, 224, 288, 224", // upright
    "100, 102, 100, 100, 100", // 102, nearest 96, but never below the short side
    "10, 10000, 224, 224, 896", // four times at most
    "1, 1, 96, 96, 96",
  })
  void of_shortSideAsAsked_longSideInProportionAndRounded(
      int heightPx, int widthPx, int shortSidePx, int expectedHeightPx, int expectedWidthPx) {
    RgbImage image = RgbImage.of(heightPx, widthPx, new byte[heightPx * widthPx * 3]);
    assertThat(InputSize.of(image, shortSidePx))
        .isEqualTo(new InputSize(expectedHeightPx, expectedWidthPx));
  }
}
