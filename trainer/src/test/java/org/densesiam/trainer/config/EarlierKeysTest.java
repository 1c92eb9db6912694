package org.densesiam.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.view.ColourPlace;
import org.junit.jupiter.api.Test;

/** Configurations of runs that began before a key was there. */
final class EarlierKeysTest {
  @Test
  void parse_segmentationOfAnEarlierVersion_coloursAndBlursInPixelsOfTheView() {
    String earlier =
        without(
            Presets.SEGMENT.text("laptop").replace("sizePx: 128", "sizePx: 96"),
            "colourPlace",
            "blurReferencePx",
            "values");
    SegmentConfig config = ConfigYaml.SEGMENT.parse(earlier, "config.yaml", List.of());
    assertThat(config.views().colourPlace()).isEqualTo(ColourPlace.VIEW);
    assertThat(config.colour().blurReferencePx()).isEqualTo(96);
    assertThat(config.colour().values()).isEqualTo(ColourConfig.Values.REAL);
  }

  @Test
  void parse_pretrainingOfAnEarlierVersion_isWhatItWas() {
    String preset = Presets.PRETRAIN.text("imagenet-resnet50");
    String earlier = without(preset, "blurReferencePx", "values");
    assertThat(earlier.lines().count()).isEqualTo(preset.lines().count() - 2);
    assertThat(ConfigYaml.PRETRAIN.parse(earlier, "config.yaml", List.of()))
        .isEqualTo(Presets.PRETRAIN.load("imagenet-resnet50", List.of()));
  }

  @Test
  void parse_keyThatIsThere_isKept() {
    SegmentConfig config =
        Presets.SEGMENT.load(
            "laptop",
            List.of(
                "views.colourPlace=square", "colour.blurReferencePx=640", "colour.values=bytes"));
    assertThat(config.views().colourPlace()).isEqualTo(ColourPlace.SQUARE);
    assertThat(config.colour().blurReferencePx()).isEqualTo(640);
    assertThat(config.colour().values()).isEqualTo(ColourConfig.Values.BYTES);
  }

  @Test
  void load_wrongColourPlace_namesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.SEGMENT.load("laptop", List.of("views.colourPlace=first")))
        .withMessage("views.colourPlace must be one of view, square: \"first\" (--set)");
  }

  @Test
  void load_colourPlaceOfPretraining_isUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("laptop", List.of("views.colourPlace=square")))
        .withMessageStartingWith("unknown key \"views.colourPlace\"");
  }

  private static String without(String yaml, String... keys) {
    String left = yaml;
    for (String key : keys) {
      left = left.replaceAll("(?m)^  " + key + ".*\n", "");
    }
    return left;
  }
}
