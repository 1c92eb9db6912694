package org.densesiam.data.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneFolderTest {
  @Test
  void write_newFolder_holdsImagesLabelsAndClassNames(@TempDir Path temporary) throws IOException {
    Path scenes = temporary.resolve("scenes");

    new SceneFolder(1, 3, 2).write(scenes);

    assertThat(names(SceneFolder.trainImages(scenes)))
        .containsExactly("000000.jpg", "000001.jpg", "000002.jpg");
    assertThat(names(SceneFolder.trainLabels(scenes)))
        .containsExactly("000000.png", "000001.png", "000002.png");
    assertThat(names(SceneFolder.valImages(scenes))).containsExactly("000000.jpg", "000001.jpg");
    assertThat(names(SceneFolder.valLabels(scenes))).containsExactly("000000.png", "000001.png");
    assertThat(Files.readAllLines(scenes.resolve("classes.txt")))
        .containsExactly("sky", "brick", "grass", "water", "ball", "crate", "cone", "ring");
    assertThat(names(temporary)).as("nothing unfinished is left").containsExactly("scenes");
  }

  @Test
  void write_heldOutScenes_followTheTrainingScenes(@TempDir Path temporary) throws IOException {
    Path scenes = temporary.resolve("scenes");

    new SceneFolder(1, 3, 1).write(scenes);

    assertThat(Files.readAllBytes(SceneFolder.valImages(scenes).resolve("000000.jpg")))
        .isEqualTo(new SceneGenerator(1).scene(3).imageJpeg());
  }

  @Test
  void write_again_leavesTheFolderAsItIs(@TempDir Path temporary) throws IOException {
    Path scenes = temporary.resolve("scenes");
    new SceneFolder(1, 1, 0).write(scenes);
    Path image = SceneFolder.trainImages(scenes).resolve("000000.jpg");
    Files.writeString(image, "a mark");

    new SceneFolder(1, 1, 0).write(scenes);

    assertThat(image).hasContent("a mark");
  }

  @Test
  void write_ontoSomethingElse_isRefusedAndNothingIsTouched(@TempDir Path temporary)
      throws IOException {
    Files.writeString(temporary.resolve("diary.txt"), "mine");

    assertThatThrownBy(() -> new SceneFolder(1, 1, 0).write(temporary))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not hold the scenes asked for")
        .hasMessageContaining("seed 1, train 1, val 0");
    assertThat(names(temporary)).containsExactly("diary.txt");
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
