package org.densesiam.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderDraftTest {
  @TempDir private Path folder;

  @Test
  void becomes_aNameThatIsFree_isThereWhole() throws IOException {
    Path target = folder.resolve("model");
    try (FolderDraft draft = FolderDraft.of(target)) {
      Files.writeString(draft.folder().resolve("a"), "new");
      assertThat(target).doesNotExist();
      draft.becomes(target);
    }
    assertThat(target.resolve("a")).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void becomes_aNameThatSomebodyTookMeanwhile_failsAndLeavesTheirs() throws IOException {
    Path target = folder.resolve("model");
    try (FolderDraft draft = FolderDraft.of(target)) {
      Files.writeString(draft.folder().resolve("a"), "ours");
      Files.writeString(Files.createDirectory(target).resolve("a"), "theirs");
      assertThatIOException().isThrownBy(() -> draft.becomes(target));
    }
    assertThat(target.resolve("a")).hasContent("theirs");
    assertThat(folder).as("no draft").isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void replaces_aFolderThatIsThere_putsItInItsPlace() throws IOException {
    Path target = Files.createDirectory(folder.resolve("step-1"));
    Files.writeString(target.resolve("old"), "");
    try (FolderDraft draft = FolderDraft.at(folder.resolve("unfinished-step-1"))) {
      draft.replaces(target);
    }
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void at_whereAWriterDied_beginsWithAnEmptyFolder() throws IOException {
    Path left = folder.resolve("unfinished");
    Files.createDirectories(left.resolve("half"));
    try (FolderDraft draft = FolderDraft.at(left)) {
      assertThat(draft.folder()).isEmptyDirectory();
    }
  }
}
