package org.densesiam.export.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFolderTest {
  @TempDir private Path root;

  private ModelFolder models() {
    return new ModelFolder(root.resolve("a/model"));
  }

  private static void fill(Path folder) {
    try {
      Files.createDirectory(folder.resolve("variables"));
      Files.writeString(folder.resolve("variables/data"), "weights");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void publish_inAMissingFolder_makesItAndTheVersion() {
    Path version = models().publish(3, ModelFolderTest::fill);
    assertThat(version).isEqualTo(root.resolve("a/model/3"));
    assertThat(version.resolve("variables/data")).hasContent("weights");
    assertThat(root.resolve("a/model").toFile().list()).containsExactly("3");
  }

  @Test
  void publish_isNotThereUntilItIsWhole() {
    models()
        .publish(
            1,
            draft -> {
              fill(draft);
              assertThat(models().versions()).as("versions while it is written").isEmpty();
              assertThat(draft.getParent()).as("same disk").isEqualTo(models().path());
            });
    assertThat(models().versions()).containsExactly(1L);
  }

  @Test
  void publish_existingVersion_isRefusedAndLeftAlone() {
    models().publish(1, ModelFolderTest::fill);
    assertThatThrownBy(() -> models().publish(1, draft -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/model/1 is there already")
        .hasMessageContaining("next free: 2");
    assertThat(models().path().resolve("1/variables/data")).hasContent("weights");
  }

  @Test
  void publish_writerFails_leavesNothing() {
    assertThatThrownBy(
            () ->
                models()
                    .publish(
                        1,
                        draft -> {
                          fill(draft);
                          throw new IllegalStateException("weights are lost");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(models().path()).isEmptyDirectory();
  }

  @Test
  void publish_fileInThePlaceOfTheFolder_saysWhichModel() throws IOException {
    Files.writeString(root.resolve("a"), "a file");
    assertThatThrownBy(() -> models().publish(1, ModelFolderTest::fill))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write version 1 of model " + models().path());
  }

  @Test
  void newest_isByNumber_andIgnoresWhatIsNoVersion() throws IOException {
    for (String name : new String[] {"2", "10", "latest", "0", ".11.draft-x"}) {
      Files.createDirectories(models().path().resolve(name));
    }
    assertThat(models().newest()).isEqualTo(models().path().resolve("10"));
    assertThat(models().nextVersion()).isEqualTo(11);
  }

  @Test
  void newest_noVersions_saysWhatIsExpected() {
    assertThat(models().nextVersion()).isEqualTo(1);
    assertThatThrownBy(() -> models().newest())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected version folders such as 1/saved_model.pb");
  }
}
