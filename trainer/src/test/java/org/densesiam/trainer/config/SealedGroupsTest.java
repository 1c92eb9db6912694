package org.densesiam.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A group of keys that is one record or another: as strict as the others, and as well explained.
 */
final class SealedGroupsTest {
  private static final String MASKS =
      "regions:\n  variant: soft_masks\n  count: 128\n  temperature: 0.1\nweight: 1.0\n";

  private final ConfigLoader<Config> loader = new ConfigLoader<>(Job.PRETRAIN, Config.class);

  record Config(Regions regions, double weight) {}

  sealed interface Regions permits SoftMasks, Grid {}

  record SoftMasks(int count, double temperature) implements Regions {
    SoftMasks {
      if (count < 2) {
        throw new IllegalArgumentException("count must be at least 2: " + count);
      }
    }
  }

  record Grid(int cells) implements Regions {}

  @Test
  void variant_decidesWhichRecordItIs_andIsWrittenBack() {
    Config config = load();

    assertThat(config).isEqualTo(new Config(new SoftMasks(128, 0.1), 1));
    assertThat(loader.load(loader.write(config), "again", List.of())).isEqualTo(config);
  }

  @Test
  void set_ofAKeyInTheGroup_changesIt() {
    assertThat(load("regions.count=3").regions()).isEqualTo(new SoftMasks(3, 0.1));
  }

  @Test
  void set_ofAnotherVariant_takesItsKeys() {
    assertThat(load("regions.variant=grid", "regions.cells=9").regions()).isEqualTo(new Grid(9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "regions.variant=circles | regions.variant must be one of soft_masks, grid: \"circles\""
            + " (--set)",
        "regions.variant=grid | missing key \"regions.cells\" (in --set); a configuration has every"
            + " key, as the presets do",
        "regions.cells=9 | unknown key \"regions.cells\"; did you mean \"regions.count\"? (in"
            + " --set)",
        "regions.count=1 | regions.count must be at least 2: 1 (--set)",
        "regions.count=many | regions.count must be a whole number of at most 2147483647: \"many\""
            + " (--set)",
        "regions=1 | \"regions\" is a group of keys, such as \"regions.variant\" (--set)",
      })
  void set_ofSomethingWrong_saysWhatAndWhere(String override, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(() -> load(override)).withMessage(sentence);
  }

  @Test
  void file_withoutAVariant_lacksIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load("regions:\n  cells: 9\nweight: 1.0\n", "my.yaml", List.of()))
        .withMessage("unknown key \"regions.cells\" (in my.yaml)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.load("weight: 1.0\n", "my.yaml", List.of()))
        .withMessageStartingWith("missing key \"regions.variant\" (in my.yaml)");
  }

  private Config load(String... overrides) {
    return loader.load(MASKS, "preset test", List.of(overrides));
  }
}
