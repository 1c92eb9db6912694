package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.PixelLossConfig;
import org.densesiam.model.loss.RegionLossConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.Test;

/** What a user reads who sets a value that cannot be. */
class DenseSiamConfigTest {

  @Test
  void channels_areWidthTimesStageTimesExpansion() {
    BackboneConfig basic = new BackboneConfig(ResNetDepth.RESNET34, 64, false);
    BackboneConfig bottleneck = new BackboneConfig(ResNetDepth.RESNET101, 64, false);

    assertThat(new int[] {basic.channels(2), basic.channels(5)}).containsExactly(64, 512);
    assertThat(new int[] {bottleneck.channels(2), bottleneck.channels(5)})
        .containsExactly(256, 2048);
  }

  @Test
  void terms_areThoseOfWeightAboveZero() {
    assertThat(model(0, 1, region(0.1, Variant.MASKS)).terms())
        .containsExactly(LossTerm.PIXEL, LossTerm.REGION);
  }

  @Test
  void allWeightsZero_saysWhichToRaise() {
    assertRefused(
        () -> model(0, 0, region(0, Variant.GRID)),
        "at least one of image.weight, pixel.weight and region.weight must be above 0");
  }

  @Test
  void masksWithoutPixelLoss_saysWhatToDo() {
    assertRefused(
        () -> model(1, 0, region(0.1, Variant.MASKS)),
        "region.variant \"masks\" takes its masks from the pixel projections: pixel.weight must be"
            + " above 0, or use region.variant \"grid\"");
    assertThat(model(1, 0, region(0.1, Variant.GRID)).terms()).contains(LossTerm.REGION);
  }

  @Test
  void regionAloneFromHalfWayOn_isRefused() {
    assertRefused(
        () -> model(0, 0, region(0.1, Variant.GRID)),
        "region.startFraction must be 0 where no other loss trains until then: 0.5");
  }

  @Test
  void valuesOutOfRange_areNamedWithTheirRange() {
    assertRefused(
        () -> new BackboneConfig(ResNetDepth.RESNET18, 0, false),
        "width must be at least 1 channel: 0");
    assertRefused(() -> new ImageLossConfig(-1, 8, 8), "weight must be at least 0: -1.0");
    assertRefused(() -> new ImageLossConfig(Double.NaN, 8, 8), "weight must be at least 0: NaN");
    assertRefused(() -> new ImageLossConfig(1, 0, 8), "projectorWidth must be at least 1: 0");
    assertRefused(() -> new ImageLossConfig(1, 8, 0), "predictorWidth must be at least 1: 0");
    assertRefused(() -> new PixelLossConfig(1, 8, 8, 0), "gridSize must be at least 1 point: 0");
    assertRefused(
        () -> new PixelLossConfig(Double.POSITIVE_INFINITY, 8, 8, 7),
        "weight must be at least 0: Infinity");
  }

  @Test
  void regionValuesOutOfRange_areNamedWithTheirRange() {
    assertRefused(() -> region(1, 1.5, 8, 3, 0.1), "startFraction must be in [0, 1]: 1.5");
    assertRefused(() -> region(1, 0, 1, 3, 0.1), "pseudoCategories must be at least 2: 1");
    assertRefused(() -> region(1, 0, 8, 0, 0.1), "gridRegions must be at least 1: 0");
    assertRefused(() -> region(1, 0, 8, 3, 0), "temperature must be above 0: 0.0");
    assertRefused(() -> region(1, 0, 8, 3, Double.NaN), "temperature must be above 0: NaN");
    assertRefused(
        () -> region(1, 0, 8, 3, Double.POSITIVE_INFINITY),
        "temperature must be above 0: Infinity");
  }

  @Test
  void denseStageThatIsNot_isRefused() {
    assertRefused(
        () ->
            new DenseSiamConfig(
                new BackboneConfig(ResNetDepth.RESNET18, 8, false),
                Precision.FP32,
                6,
                new ImageLossConfig(1, 8, 8),
                new PixelLossConfig(1, 8, 8, 7),
                region(0, Variant.GRID)),
        "denseStage must be 2 to 5: 6");
  }

  private static void assertRefused(ThrowingCallable config, String message) {
    assertThatIllegalArgumentException().isThrownBy(config).withMessage(message);
  }

  private static RegionLossConfig region(double weight, Variant variant) {
    return new RegionLossConfig(weight, 0.5, variant, 8, 3, 0.1, true, 8, 8);
  }

  private static RegionLossConfig region(
      double weight, double startFraction, int categories, int grid, double temperature) {
    return new RegionLossConfig(
        weight, startFraction, Variant.MASKS, categories, grid, temperature, true, 8, 8);
  }

  private static DenseSiamConfig model(double image, double pixel, RegionLossConfig region) {
    return new DenseSiamConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 8, false),
        Precision.FP32,
        5,
        new ImageLossConfig(image, 8, 8),
        new PixelLossConfig(pixel, 8, 8, 7),
        region);
  }
}
