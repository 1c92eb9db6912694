package org.densesiam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.Test;

class SegmentationNetworkConfigTest {
  private static SegmentationNetworkConfig config(
      Optional<Double> main, double region, double image) {
    return new SegmentationNetworkConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 64, false),
        Precision.FP32,
        128,
        128,
        new SegmentationNetworkConfig.Head(27, main),
        new SegmentationNetworkConfig.Head(128, Optional.empty()),
        1,
        new SegmentationNetworkConfig.Region(region, 0.8, 128, 0.1, false),
        new ImageLossConfig(image, 512, 128));
  }

  @Test
  void weights_leftOut_areThePapers() {
    SegmentationNetworkConfig published = config(Optional.empty(), 0.1, 0);

    assertThat(published.weight(LossTerm.PIXEL)).isCloseTo(0.5955, within(5e-5));
    assertThat(published.weight(LossTerm.OVERCLUSTERING)).isCloseTo(0.4045, within(5e-5));
  }

  @Test
  void weight_given_isTaken() {
    assertThat(config(Optional.of(0.7), 0.1, 0).weight(LossTerm.PIXEL)).isEqualTo(0.7);
  }

  @Test
  void region_setsInAtItsShareOfTheTraining_andHolds() {
    SegmentationNetworkConfig config = config(Optional.empty(), 0.1, 0);

    assertThat(config.active(0.79)).doesNotContain(LossTerm.REGION).contains(LossTerm.PIXEL);
    assertThat(config.active(0.8)).contains(LossTerm.REGION);
    assertThat(config.active(1)).contains(LossTerm.REGION);
  }

  @Test
  void terms_ofWeightZero_areOff() {
    assertThat(config(Optional.empty(), 0, 0).terms())
        .containsExactly(LossTerm.PIXEL, LossTerm.OVERCLUSTERING, LossTerm.PSEUDO_LABEL);
  }

  @Test
  void mainHead_ofWeightZero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Optional.of(0.0), 0.1, 0))
        .withMessageContaining("categories.weight must be above 0");
  }
}
