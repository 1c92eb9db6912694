package org.densesiam.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.densesiam.data.colour.ColourConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
  private final ConfigLoader<TwoParts> loader = new ConfigLoader<>(Job.PRETRAIN, TwoParts.class);
  private final TwoParts config =
      new TwoParts(
          OptimizerConfig.simSiam(),
          ColourConfig.simSiam(),
          new RunConfig(1, 20, 10, Optional.of(100), 500, 3, 0.01));

  @Test
  void write_thenLoad_givesAnEqualRecord() {
    assertThat(loader.load(loader.write(config), "config.yaml", List.of())).isEqualTo(config);
  }

  @Test
  void write_absentOptional_isLeftOutAndReadBack() {
    TwoParts without =
        new TwoParts(
            config.optimizer(),
            config.colour(),
            new RunConfig(1, 20, 10, Optional.empty(), 5, 3, 0));
    String yaml = loader.write(without);
    assertThat(yaml).doesNotContain("imagesEverySteps");
    assertThat(loader.load(yaml, "config.yaml", List.of())).isEqualTo(without);
  }

  @Test
  void write_enums_areLowerCase() {
    assertThat(loader.write(config)).contains("schedule: cosine").contains("order: random");
  }

  @Test
  void load_overrides_replaceValuesAndTheLastOneWins() {
    TwoParts changed =
        load(
            "run.epochs=3",
            "run.epochs=4",
            "optimizer.weightDecay=1e-4",
            "colour.mean=[0.5, 0.5, 0.5]",
            "colour.order=fixed",
            "optimizer.momentum=0",
            "run.imagesEverySteps=null");
    assertThat(changed.run().epochs()).isEqualTo(4);
    assertThat(changed.run().imagesEverySteps()).isEmpty();
    assertThat(changed.optimizer().weightDecay()).isEqualTo(1e-4);
    assertThat(changed.optimizer().momentum()).isZero();
    assertThat(changed.colour().mean()).containsExactly(0.5, 0.5, 0.5);
    assertThat(changed.colour().order()).isEqualTo(ColourConfig.Order.FIXED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "optimiser.baseLearningRate=1 | unknown key \"optimiser.baseLearningRate\"; did you mean"
            + " \"optimizer.baseLearningRate\"? (in --set)",
        "optimizer.learningRate=1 | unknown key \"optimizer.learningRate\"; did you mean"
            + " \"optimizer.baseLearningRate\"? (in --set)",
        "epochs=1 | unknown key \"epochs\"; did you mean \"run.epochs\"? (in --set)",
        "xyzzy=1 | unknown key \"xyzzy\" (in --set)",
        "optimizer=1 | \"optimizer\" is a group of keys, such as \"optimizer.baseLearningRate\""
            + " (--set)",
        "optimizer.momentum=fast | optimizer.momentum must be a number: \"fast\" (--set)",
        "optimizer.momentum=1.5 | optimizer.momentum must be in [0, 1): 1.5 (--set)",
        "optimizer.momentum= | optimizer.momentum must be a number: null (--set)",
        "optimizer.schedule=linear | optimizer.schedule must be one of cosine, polynomial,"
            + " constant:"
            + " \"linear\" (--set)",
        "optimizer.predictorsAtInitialRate=maybe | optimizer.predictorsAtInitialRate must be"
            + " true or"
            + " false: \"maybe\" (--set)",
        "run.epochs=1.5 | run.epochs must be a whole number of at most 2147483647: 1.5 (--set)",
        "run.epochs='3' | run.epochs must be a whole number of at most 2147483647: \"3\" (--set)",
        "run.epochs=99999999999 | run.epochs must be a whole number of at most 2147483647:"
            + " 99999999999 (--set)",
        "colour.mean=0.5 | colour.mean must be a list: 0.5 (--set)",
        "colour.mean=[0.5, red, 1] | colour.mean.1 must be a number: \"red\" (--set)",
        "colour.blurSigmaMin=3 | colour: blur sigmas must satisfy 0 < blurSigmaMin <="
            + " blurSigmaMax: blurSigmaMin is 3.0, blurSigmaMax is 2.0 (--set)",
        "run.epochs | --set takes key=value, such as run.epochs=20: \"run.epochs\"",
      })
  void load_wrongOverride_saysWhatIsWrongAndWhatIsAllowed(String override, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(() -> load(override)).withMessage(sentence);
  }

  @Test
  void load_misspeltGroupInFile_namesTheRightOne() {
    String yaml = loader.write(config).replace("optimizer:", "optimiser:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load(yaml, "my.yaml", List.of()))
        .withMessage(
            "unknown key \"optimiser.baseLearningRate\"; did you mean"
                + " \"optimizer.baseLearningRate\"? (in my.yaml)");
  }

  @Test
  void load_missingKey_isNamed() {
    String yaml = loader.write(config).replaceFirst("  momentum: .*\n", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load(yaml, "my.yaml", List.of()))
        .withMessageStartingWith("missing key \"optimizer.momentum\" (in my.yaml)");
  }

  @Test
  void load_outOfRangeInFile_namesKeyValueRangeAndFile() {
    String yaml = loader.write(config).replaceFirst("momentum: .*\n", "momentum: 2\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load(yaml, "my.yaml", List.of()))
        .withMessage("optimizer.momentum must be in [0, 1): 2.0 (in my.yaml)");
  }

  @Test
  void load_keyTwice_isRefusedWithItsLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load("run:\n  epochs: 1\n  epochs: 2\n", "my.yaml", List.of()))
        .withMessage("my.yaml has the key \"epochs\" twice, the second time at line 3");
  }

  @Test
  void load_emptyFile_saysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load("# nothing\n", "my.yaml", List.of()))
        .withMessage("my.yaml must hold groups of keys such as \"optimizer:\", it holds: nothing");
  }

  private TwoParts load(String... overrides) {
    return loader.load(loader.write(config), "preset test", List.of(overrides));
  }

  record TwoParts(OptimizerConfig optimizer, ColourConfig colour, RunConfig run) {}
}
