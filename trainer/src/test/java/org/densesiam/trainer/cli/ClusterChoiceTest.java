package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.finetune.TinyLabels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the scenes of the quick start to judge by, which have 8 classes. */
final class ClusterChoiceTest {
  @TempDir static Path folder;

  private static Optional<String> labelled = Optional.empty();

  @BeforeAll
  static void labelScenes() {
    labelled = Optional.of(TinyLabels.make(folder).val());
  }

  @Test
  void evalDataWithLabels_givesAClusterForEachClass() {
    assertThat(says("laptop", labelled, Optional.empty()))
        .isEqualTo(
            "Clusters   8, as many as classes in %s; --clusters chooses another number"
                .formatted(labelled.orElseThrow()));
  }

  @Test
  void noEvalData_leavesThePresets() {
    assertThat(says("laptop", Optional.empty(), Optional.empty()))
        .isEqualTo("Clusters   27, as preset laptop has it; --clusters chooses another number");
  }

  @Test
  void moreClustersThanClasses_sayHowManyWillBeUnmatched() {
    String sentence =
        "Clusters   %d, as given; "
            + labelled.orElseThrow()
            + " has 8 classes, so 4 clusters will be unmatched";
    assertThat(says("laptop", labelled, Optional.of(12))).isEqualTo(sentence.formatted(12));
    assertThat(says("laptop", labelled, Optional.empty(), "model.categories.count=12"))
        .isEqualTo(sentence.formatted(12));
  }

  @Test
  void fewerClustersThanClasses_sayHowManyClassesLackOne() {
    assertThat(says("laptop", labelled, Optional.of(5)))
        .endsWith("has 8 classes, so 3 classes will have no cluster");
  }

  @Test
  void fileThatHoldsTheNumber_wins() throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "preset: laptop\nmodel: {categories: {count: 8}}\n");
    assertThat(says(file.toString(), labelled, Optional.empty()))
        .isEqualTo("Clusters   8, as given");
    Files.writeString(file, "preset: laptop\nrun: {epochs: 3}\n");
    assertThat(says(file.toString(), labelled, Optional.empty()))
        .startsWith("Clusters   8, as many as classes in ");
  }

  @Test
  void quickstartPreset_hasAClusterForEachClassOfItsScenes() {
    assertThat(Presets.SEGMENT.load("quickstart", List.of()).model().outputs()).isEqualTo(8);
    assertThat(says("quickstart", labelled, Optional.empty())).startsWith("Clusters   8, ");
  }

  private static String says(
      String preset, Optional<String> evalData, Optional<Integer> asked, String... set) {
    ClusterChoice choice = new ClusterChoice(preset, evalData, ImmutableList.copyOf(set), asked);
    ImmutableList<String> overrides =
        choice
            .clusters()
            .map(count -> ImmutableList.of("model.categories.count=" + count))
            .orElse(ImmutableList.copyOf(set));
    return choice.sentence(Presets.SEGMENT.load(preset, overrides));
  }
}
