package org.densesiam.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.view.SquareViewConfig;
import org.densesiam.data.view.ViewConfig;
import org.densesiam.model.SegmentationNetworkConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetsTest {
  @ParameterizedTest
  @MethodSource("names")
  void load_everyPreset_isValidAndSurvivesAFile(String name) {
    PretrainConfig config = Presets.PRETRAIN.load(name, List.of());
    assertThat(ConfigYaml.PRETRAIN.parse(ConfigYaml.write(config), "config.yaml", List.of()))
        .isEqualTo(config);
  }

  @ParameterizedTest
  @MethodSource("names")
  void text_everyPreset_opensWithHardwareCostAndResult(String name) {
    assertThat(Presets.PRETRAIN.text(name))
        .startsWith("# ")
        .contains("# Hardware ", "# Cost ", "# Result ");
  }

  static ImmutableList<String> names() {
    return Presets.PRETRAIN.names();
  }

  @Test
  void load_imagenetResnet50_isThePaperScaleRecipe() {
    PretrainConfig config = Presets.PRETRAIN.load("imagenet-resnet50", List.of());
    assertThat(config.model().backbone().depth()).isEqualTo(ResNetDepth.RESNET50);
    assertThat(config.views()).isEqualTo(ViewConfig.simSiam(224));
    assertThat(config.colour()).isEqualTo(ColourConfig.simSiam());
    assertThat(config.optimizer()).isEqualTo(OptimizerConfig.simSiam());
    assertThat(config.data().batchSize()).isEqualTo(512);
    assertThat(config.run().epochs()).isEqualTo(200);
    assertThat(config.initialLearningRate()).isEqualTo(0.05 * 512 / 256);
  }

  @Test
  void load_override_changesOneValueOnly() {
    PretrainConfig plain = Presets.PRETRAIN.load("laptop", List.of());
    PretrainConfig changed = Presets.PRETRAIN.load("laptop", List.of("model.region.weight=0.2"));
    assertThat(changed.model().region().weight()).isEqualTo(0.2);
    assertThat(changed.optimizer()).isEqualTo(plain.optimizer());
    assertThat(changed.run()).isEqualTo(plain.run());
  }

  @Test
  void load_misspeltName_namesTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("laptp", List.of()))
        .withMessage(
            "no preset \"laptp\" for densesiam pretrain; did you mean \"laptop\"? There are"
                + " quickstart, laptop,"
                + " imagenet-resnet50, and any file *.yaml");
  }

  @Test
  void load_nameThatIsNearNone_suggestsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("nope", List.of()))
        .withMessage(
            "no preset \"nope\" for densesiam pretrain. There are quickstart, laptop,"
                + " imagenet-resnet50, and any file *.yaml");
  }

  @Test
  void load_missingFile_saysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("nowhere/my.yaml", List.of()))
        .withMessageStartingWith("no preset file nowhere/my.yaml");
  }

  @Test
  void load_file_isReadAndNamedInErrors(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(
        file, Presets.PRETRAIN.text("laptop").replace("momentum: 0.9", "momentum: 1.9"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load(file.toString(), List.of()))
        .withMessage("optimizer.momentum must be in [0, 1): 1.9 (in " + file + ")");
    assertThat(Presets.PRETRAIN.load(file.toString(), List.of("optimizer.momentum=0.9")))
        .isEqualTo(Presets.PRETRAIN.load("laptop", List.of()));
  }

  @Test
  void load_lossesThatDoNotFit_areRefusedByTheModel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("laptop", List.of("model.pixel.weight=0")))
        .withMessageContaining("model.region.variant \"masks\"")
        .withMessageContaining("pixel.weight must be above 0");
  }

  @Test
  void load_warmupLongerThanTheRun_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load("laptop", List.of("optimizer.warmupEpochs=21")))
        .withMessage("optimizer.warmupEpochs must be at most run.epochs: 21.0 (--set)");
  }

  @ParameterizedTest
  @MethodSource("segmentNames")
  void load_everySegmentPreset_isValidAndSurvivesAFile(String name) {
    SegmentConfig config = Presets.SEGMENT.load(name, List.of());
    assertThat(ConfigYaml.SEGMENT.parse(ConfigYaml.write(config), "config.yaml", List.of()))
        .isEqualTo(config);
    assertThat(Presets.SEGMENT.text(name))
        .startsWith("# ")
        .contains("# Hardware ", "# Cost ", "# Result ");
  }

  static ImmutableList<String> segmentNames() {
    return Presets.SEGMENT.names();
  }

  @Test
  void load_cocoStuffResnet18_isTheReleasedRecipe() {
    SegmentConfig config = Presets.SEGMENT.load("coco-stuff-resnet18", List.of());
    assertThat(config.views()).isEqualTo(SquareViewConfig.released(320));
    assertThat(config.colour()).isEqualTo(ColourConfig.segmentation());
    assertThat(config.initialLearningRate()).isEqualTo(0.05 * 256 / 256);
    assertThat(config.optimizer().schedule()).isEqualTo(OptimizerConfig.Schedule.CONSTANT);
    assertThat(config.optimizer().weightDecay()).isEqualTo(1e-4);
    assertThat(config.optimizer().predictorsAtInitialRate()).isFalse();
    SegmentationNetworkConfig model = (SegmentationNetworkConfig) config.model();
    assertThat(model.categories().count()).isEqualTo(27);
    assertThat(model.overclustering().count()).isEqualTo(128);
    assertThat(model.region().startFraction()).isEqualTo(0.8);
    assertThat(config.run().epochs()).isEqualTo(10);
  }

  @Test
  void load_fileOfTheOtherJob_isRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, Presets.SEGMENT.text("laptop"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.PRETRAIN.load(file.toString(), List.of()))
        .withMessage(file + " is a configuration of densesiam segment, not of densesiam pretrain");
  }

  @Test
  void load_fileOfAPresetAndWhatDiffers_isThePresetWithIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(
        file, "preset: laptop\nrun:\n  epochs: 3\ncolour:\n  mean: [0.5, 0.5, 0.5]\n");

    assertThat(Presets.SEGMENT.load(file.toString(), List.of("run.seed=4")))
        .isEqualTo(
            Presets.SEGMENT.load(
                "laptop", List.of("run.epochs=3", "colour.mean=[0.5, 0.5, 0.5]", "run.seed=4")));
    assertThat(Presets.SEGMENT.isGiven("run.epochs", file.toString(), List.of())).isTrue();
    assertThat(Presets.SEGMENT.isGiven("run.seed", file.toString(), List.of())).isFalse();
    assertThat(Presets.SEGMENT.isGiven("run.seed", file.toString(), List.of("run.seed=4")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset: laptp | no preset \"laptp\" for densesiam segment; did you mean \"laptop\"? There"
            + " are quickstart, laptop, coco-stuff-resnet18 (in FILE)",
        "preset: imagenet-resnet50 | imagenet-resnet50 is a preset of densesiam pretrain, not of"
            + " densesiam segment; there are quickstart, laptop, coco-stuff-resnet18 (in FILE)",
        "{preset: laptop, job: finetune} | FILE is a configuration of densesiam finetune, not of"
            + " densesiam segment",
        "preset: [laptop] | preset must be a name, such as laptop: [\"laptop\"] (in FILE)",
        "{preset: laptop, preset: quickstart} | FILE has the key \"preset\" twice, the second"
            + " time at"
            + " line 1",
        "{preset: laptop, run: {epoch: 3}} | unknown key \"run.epoch\"; did you mean"
            + " \"run.epochs\"?"
            + " (in FILE)",
        "{preset: laptop, run: {epochs: 0}} | run.epochs must be at least 1: 0 (in FILE)",
        "{preset: laptop, run: 3} | run must be a group of keys: 3 (in FILE)",
      })
  void load_wrongFileOfAPreset_saysWhatIsWrong(String yaml, String sentence, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, yaml);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presets.SEGMENT.load(file.toString(), List.of()))
        .withMessage(sentence.replace("FILE", file.toString()));
  }
}
