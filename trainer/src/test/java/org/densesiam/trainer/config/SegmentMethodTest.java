package org.densesiam.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.densesiam.model.PicieConfig;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.loss.ClusterBalance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentMethodTest {
  private static final Presets<SegmentConfig> PICIE =
      Presets.SEGMENT.changed(SegmentMethod.PICIE::of);

  @Test
  void picie_ofAPreset_hasItsNetworkAndTheReleasedMethod() {
    SegmentConfig preset = Presets.SEGMENT.load("coco-stuff-resnet18", List.of());

    SegmentConfig config = PICIE.load("coco-stuff-resnet18", List.of());

    assertThat(config.model())
        .isEqualTo(
            new PicieConfig(
                preset.model().backbone(),
                preset.model().precision(),
                128,
                27,
                0.5,
                0.5,
                ClusterBalance.FREQUENCY,
                new PicieConfig.KMeans(20, 20, Optional.empty())));
    assertThat(config.withModel(preset.model())).isEqualTo(preset);
  }

  @Test
  void picie_takesOverridesOfItsOwnKeys() {
    PicieConfig model =
        (PicieConfig)
            PICIE
                .load(
                    "laptop",
                    List.of("model.clusters=11", "model.kMeans.batches=30", "run.epochs=2"))
                .model();

    assertThat(model.clusters()).isEqualTo(11);
    assertThat(model.kMeans().batches()).contains(30);
  }

  @Test
  void picie_asYaml_isReadBack() {
    SegmentConfig config = PICIE.load("laptop", List.of("model.clusterBalance=inverse"));

    assertThat(ConfigYaml.SEGMENT.parse(ConfigYaml.write(config), "again", List.of()))
        .isEqualTo(config);
  }

  @Test
  void densesiam_isWhatPresetsAre() {
    assertThat(Presets.SEGMENT.changed(SegmentMethod.DENSESIAM::of).load("laptop", List.of()))
        .isEqualTo(Presets.SEGMENT.load("laptop", List.of()));
  }

  @Test
  void densesiam_ofAConfigurationOfPicie_isRefused() {
    SegmentConfig picie = PICIE.load("laptop", List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentMethod.DENSESIAM.of(picie))
        .withMessage(
            "--method densesiam needs a preset of densesiam: this one has the keys of picie");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.clusters=1 | clusters must be at least 2: 1",
        "model.withinWeight=-1 | withinWeight must be at least 0: -1.0",
        "model.kMeans.initialBatches=0 | initialBatches must be at least 1: 0",
        "model.kMeans.iterations=0 | iterations must be at least 1: 0",
        "model.kMeans.batches=19 | batches must be at least initialBatches, 20: 19",
        "model.overclustering.count=9 | unknown key",
        "model.clusterBalance=some | clusterBalance",
      })
  void set_ofWhatPicieCannotDo_isRefused(String override, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PICIE.load("laptop", List.of(override)))
        .withMessageContaining(message);
  }

  @Test
  void set_ofBothWeightsToNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PICIE.load("laptop", List.of("model.withinWeight=0", "model.crossWeight=0")))
        .withMessageContaining("withinWeight or crossWeight must be above 0: both are 0");
  }

  @Test
  void configuration_ofAnEarlierVersion_isOfDensesiam() {
    String earlier =
        ConfigYaml.write(Presets.SEGMENT.load("laptop", List.of()))
            .replaceFirst("(?m)^  variant: densesiam\n", "");

    assertThat(earlier).doesNotContain("variant: densesiam");
    assertThat(ConfigYaml.SEGMENT.parse(earlier, "config.yaml", List.of()).model())
        .isInstanceOf(SegmentationNetworkConfig.class);
  }
}
