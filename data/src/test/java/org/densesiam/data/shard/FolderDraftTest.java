package org.densesiam.data.shard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
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
  void replaces_killedBetweenItsTwoRenames_hasTheOldOneUntilTheNewOneIsThere() throws IOException {
    Path target = folder.resolve("step-1");
    Path old = Files.createDirectory(FolderDraft.replaced(target));
    Files.writeString(old.resolve("a"), "old");
    try (FolderDraft draft = FolderDraft.at(folder.resolve("unfinished-step-1"))) {
      Files.writeString(draft.folder().resolve("a"), "new");
      draft.replaces(target);
    }
    assertThat(target.resolve("a")).hasContent("new");
    assertThat(old).as("not needed any more").doesNotExist();
  }

  @Test
  void of_besideDraftsOfOthers_clearsThoseWhoseProcessIsGone() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderDraftTest.class.getName(),
                folder.resolve("1").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path theirs;
    try (BufferedReader said = other.inputReader()) {
      theirs = Path.of(requireNonNull(said.readLine()));
      FolderDraft.of(folder.resolve("2")).close();
      assertThat(theirs.resolve("weights")).as("of a living process").hasContent("half");
    } finally {
      other.destroyForcibly().waitFor();
    }

    FolderDraft.of(folder.resolve("2")).close();
    assertThat(folder).as("after a kill, with its lock").isEmptyDirectory();
  }

  /** Another process: makes a draft, says where, and never ends by itself. */
  public static void main(String[] target) throws Exception {
    FolderDraft draft = FolderDraft.of(Path.of(target[0]));
    Files.writeString(draft.folder().resolve("weights"), "half");
    System.out.println(draft.folder());
    System.in.read();
  }

  @Test
  void of_besideAnotherDraftOfThisProcess_leavesIt() throws IOException {
    try (FolderDraft first = FolderDraft.of(folder.resolve("1"));
        FolderDraft second = FolderDraft.of(folder.resolve("1"))) {
      assertThat(first.folder()).isEmptyDirectory();
      assertThat(second.folder()).isEmptyDirectory().isNotEqualTo(first.folder());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void of_besideADraftWithoutALock_leavesIt() throws IOException {
    Path unknown = folder.resolve(".1.draft-" + new UUID(0, 1));
    Files.createDirectory(unknown);
    FolderDraft.of(folder.resolve("2")).close();
    assertThat(unknown).as("of an earlier version, perhaps at work").isEmptyDirectory();
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
