package org.densesiam.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.export.weights.TorchWeights;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.SafeTensors;
import org.densesiam.trainer.export.TinyRun;
import org.densesiam.trainer.run.CheckpointStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightSourceTest {
  @TempDir private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    TinyRun.train(trained);
  }

  @Test
  void run_givesWeightsAndStatisticsOfItsNewestCheckpoint_withoutSlots() {
    NamedArrays network = WeightSource.at(trained.resolve("run")).network();

    assertThat(network.origin()).startsWith("checkpoint ").contains("step-00000002");
    assertThat(network.shapes().keySet())
        .contains("backbone.conv1.weight", "backbone.bn1.running_mean", "projector.0.weight")
        .noneMatch(name -> name.contains("momentum"));
    assertThat(WeightSource.at(trained.resolve("run")).backbone().shapes().keySet())
        .contains("backbone.conv1.weight")
        .allMatch(name -> name.startsWith("backbone."));
  }

  @Test
  void checkpointsFolder_isThatCheckpoint() {
    Path newest =
        new CheckpointStore(trained.resolve("run").resolve("checkpoints"), 1)
            .latest()
            .orElseThrow();

    assertSame(
        WeightSource.at(newest).network(), WeightSource.at(trained.resolve("run")).network());
  }

  @Test
  void file_underTheReleasedNames_givesTheSameBits() {
    NamedArrays run = WeightSource.at(trained.resolve("run")).network();
    Path file = folder.resolve("network.safetensors");
    SafeTensors.write(file, TorchWeights.toReleased(run), ImmutableMap.of("format", "pt"));

    assertSame(WeightSource.at(file).network(), run);
  }

  @Test
  void file_underTorchvisionsNames_givesTheSameBits() {
    NamedArrays run = WeightSource.at(trained.resolve("run")).backbone();
    Path file = folder.resolve("backbone.safetensors");
    SafeTensors.write(file, TorchWeights.toTorchvision(run), ImmutableMap.of("format", "pt"));

    assertSame(WeightSource.at(file).backbone(), run);
  }

  @Test
  void nothingThere_isRefused() {
    assertThatThrownBy(() -> WeightSource.at(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no weights at %s; name a run or a .safetensors file"
                .formatted(folder.resolve("none")));
  }

  @Test
  void runWithoutCheckpoint_isRefused() throws Exception {
    Path run = Files.createDirectory(folder.resolve("fresh"));
    Files.copy(trained.resolve("run").resolve("config.yaml"), run.resolve("config.yaml"));

    assertThatThrownBy(() -> WeightSource.at(run).network())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Run %s has no checkpoint yet; one is written every ".formatted(run))
        .hasMessageEndingWith("go on with densesiam pretrain --resume --run %s".formatted(run));
  }

  private static void assertSame(NamedArrays found, NamedArrays expected) {
    assertThat(found.shapes()).isEqualTo(expected.shapes());
    for (String name : expected.shapes().keySet()) {
      assertThat(found.get(name).equals(expected.get(name))).as(name).isTrue();
    }
  }
}
