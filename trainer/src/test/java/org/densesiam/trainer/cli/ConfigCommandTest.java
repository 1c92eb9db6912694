package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.densesiam.trainer.config.ConfigKey;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfigCommandTest {
  @ParameterizedTest
  @EnumSource(Job.class)
  void config_ofAnyJob_isReadBackAsTheSame(Job job) {
    CommandResult shown = CommandResult.of("config", "--job", job.toString(), "--preset", "laptop");

    assertThat(shown.code()).as(shown.err()).isEqualTo(ExitCode.DONE);
    assertThat(ConfigYaml.of(job).parse(shown.out(), "shown", List.of()))
        .isEqualTo(Presets.of(job).load("laptop", List.of()));
    assertThat(shown.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void config_changed_showsTheChangeWithMeaningAndRange() {
    CommandResult shown =
        CommandResult.of("config", "--set", "optimizer.momentum=0.5", "--batch-size", "48");

    assertThat(shown.out())
        .startsWith("# densesiam pretrain --preset laptop --set optimizer.momentum=0.5")
        .containsPattern("  momentum: 0.5 +# share of the last step .*; in \\[0, 1\\)\n")
        .containsPattern("  batchSize: 48 +# images in a batch; .*at least 2\n")
        .containsPattern("  sizePx: 128 +# side of the square views; at least 8 pixels\n")
        .containsPattern(
            "  # parallelism: +# images decoded at once; at least 1; left out: as many");
  }

  @ParameterizedTest
  @EnumSource(Job.class)
  void keys_ofAnyJob_allHaveAMeaning(Job job) {
    assertThat(ConfigYaml.keys(Presets.of(job).load("laptop", List.of())))
        .allSatisfy(key -> assertThat(key.meaning()).as(key.key()).isNotEmpty())
        .extracting(ConfigKey::key)
        .contains("run.epochs", "data.parallelism", "model.backbone.width");
  }

  @Test
  void keys_isATableOf100Columns() {
    CommandResult shown = CommandResult.of("config", "--job", "segment", "--keys");

    assertThat(shown.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(shown.out())
        .startsWith("key ")
        .contains("model.categories.count")
        .containsPattern(
            "optimizer.schedule +constant +one of cosine, polynomial, constant\n +how the rate");
  }

  @Test
  void keysAsJson_haveTypeRangeDefaultAndMeaning() throws JsonProcessingException {
    CommandResult shown = CommandResult.of("config", "--keys", "--json");

    JsonNode all = JsonMapper.builder().build().readTree(shown.out());
    assertThat(all.path("job").asText()).isEqualTo("PRETRAIN");
    assertThat(all.path("keys"))
        .filteredOn(key -> key.path("key").asText().equals("model.denseStage"))
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.path("type").asText()).isEqualTo("whole number");
              assertThat(key.path("range").asText()).isEqualTo("2 to 5");
              assertThat(key.path("default").asInt()).isEqualTo(4);
              assertThat(key.path("meaning").asText()).startsWith("whose output");
            });
  }

  @Test
  void json_withoutKeys_isRefused() {
    CommandResult shown = CommandResult.of("config", "--json");
    assertThat(shown.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shown.err()).contains("--json goes with --keys");
  }

  @Test
  void shortOption_thatAgreesWithSet_isTaken() {
    CommandResult shown = CommandResult.of("config", "--set", "run.seed=7", "--seed", "7");
    assertThat(shown.out()).containsPattern("(?m)^  seed: 7 ");
  }

  @Test
  void shortOption_thatDisagreesWithSet_isRefused() {
    CommandResult shown = CommandResult.of("config", "--set", "run.seed=7", "--seed", "8");
    assertThat(shown.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shown.err().strip())
        .isEqualTo(
            "densesiam config: --seed 8 and --set run.seed=7 say different things: give one of"
                + " them");
  }

  @Test
  void clusters_ofASegmentation_areItsCategories() {
    CommandResult shown = CommandResult.of("config", "--job", "segment", "--clusters", "9");
    assertThat(shown.out()).containsPattern("(?m)^    count: 9 ");
  }

  @Test
  void clusters_ofAnotherJob_areNoKey() {
    CommandResult shown = CommandResult.of("config", "--clusters", "9");
    assertThat(shown.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shown.err()).contains("unknown key \"model.categories.count\"");
  }
}
