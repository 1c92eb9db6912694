package org.densesiam.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.FolderDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of steps 12, 24 and 36, and what a disk or a hand may do to them. */
final class CheckpointStoreTest {
  private static final String DATA = "variables.data-00000-of-00001";
  private static final String INDEX = "variables.index";
  private static final String DESCRIPTION = "checkpoint.json";

  @TempDir private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void writeThree() {
    store = new CheckpointStore(folder, 3);
    for (long step : new long[] {12, 24, 36}) {
      write(step, "weights");
    }
  }

  private Path write(long step, String weights) {
    return store.write(
        new Checkpoint(
            new TrainingPosition(step, 0, step, 0, 0),
            "ResNet-18 of width 2",
            ImmutableMap.of("w", ImmutableList.of(2L, 3L)),
            Optional.empty()),
        prefix -> {
          try {
            Files.writeString(prefix.resolveSibling(DATA), weights + " of step " + step);
            Files.writeString(prefix.resolveSibling(INDEX), "index of step " + step);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Path checkpoint(long step) {
    return folder.resolve("step-%08d".formatted(step));
  }

  @Test
  void list_whatOnlyLooksLikeACheckpoint_doesNotCount() throws IOException {
    Files.createDirectory(checkpoint(99));
    Files.writeString(checkpoint(98), "a file");
    copy(checkpoint(36), folder.resolve("step-00000036.bak"));
    copy(checkpoint(36), folder.resolve("step-37"));
    copy(checkpoint(36), folder.resolve("unfinished-step-00000038"));

    assertThat(store.list()).containsExactly(checkpoint(12), checkpoint(24), checkpoint(36));
    assertThat(store.latestWhole()).contains(checkpoint(36));
  }

  @Test
  void latestWhole_oneByteFlipped_namesTheFileAndTheNewestWholeOne() throws IOException {
    for (String file : new String[] {DATA, INDEX}) {
      byte[] bytes = Files.readAllBytes(checkpoint(36).resolve(file));
      bytes[3] ^= 1;
      Files.write(checkpoint(36).resolve(file), bytes);
      assertNewestDamaged(file + " is not as it was written (another SHA-256)", 24);
      bytes[3] ^= 1;
      Files.write(checkpoint(36).resolve(file), bytes);
      assertThat(store.latestWhole()).contains(checkpoint(36));
    }
  }

  @Test
  void latestWhole_oneNumberOfTheDescriptionChanged_isNoticed() throws IOException {
    Path file = checkpoint(36).resolve(DESCRIPTION);
    String json = Files.readString(file);
    assertThat(json).contains("\"position\" : 36");
    Files.writeString(file, json.replace("\"position\" : 36", "\"position\" : 37"));

    assertNewestDamaged(DESCRIPTION + " is not as it was written (another SHA-256)", 24);
  }

  @Test
  void latestWhole_aFileGone_namesIt() throws IOException {
    Files.delete(checkpoint(24).resolve(DESCRIPTION));
    Files.delete(checkpoint(36).resolve(DATA));

    assertNewestDamaged(DATA + " is missing", 12);
  }

  @Test
  void latestWhole_descriptionCut_saysWhereInItWithoutJacksonsWords() throws IOException {
    Path file = checkpoint(36).resolve(DESCRIPTION);
    Files.writeString(file, Files.readString(file).stripTrailing().replaceFirst("}$", ""));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(store::latestWhole)
        .withMessageStartingWith(
            "Checkpoint %s is damaged: checkpoint.json cannot be read (Unexpected end-of-input",
            checkpoint(36))
        .withMessageContaining("line: ")
        .withMessageNotContaining("REDACTED");
  }

  @Test
  void latestWhole_descriptionOfAnotherStep_isDamage() throws IOException {
    copy(checkpoint(24), checkpoint(48));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(store::latestWhole)
        .withMessageStartingWith(
            "Checkpoint %s is damaged: checkpoint.json is of step 24; the newest whole one before"
                + " it is %s",
            checkpoint(48), checkpoint(36));
  }

  @Test
  void latestWhole_allDamaged_saysThatNoneIsWhole() throws IOException {
    for (long step : new long[] {12, 24, 36}) {
      Files.writeString(checkpoint(step).resolve(DATA), "");
    }
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(store::latestWhole)
        .withMessageEndingWith("; there is no whole one before it");
  }

  private void assertNewestDamaged(String what, long wholeStep) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(store::latestWhole)
        .withMessage(
            "Checkpoint %s is damaged: %s; the newest whole one before it is %s, and --resume"
                + " --from-step %d goes on from there",
            checkpoint(36), what, checkpoint(wholeStep), wholeStep);
  }

  @Test
  void wayBack_taken_setsTheNewerOnesAside() throws IOException {
    Files.delete(checkpoint(36).resolve(DATA));
    WayBack back = store.wayBackTo(12);
    assertThat(back.sentence())
        .isEqualTo(
            "Going on from step 12: the steps after it, to step 36 and on, are done again; newer"
                + " checkpoints are kept as %s*, which count no more",
            folder.resolve("set-aside-"));

    assertThat(back.take()).isEqualTo(checkpoint(12));
    assertThat(store.latestWhole()).contains(checkpoint(12));
    assertThat(folder.resolve("set-aside-step-00000024").resolve(DATA))
        .hasContent("weights of step 24");
    assertThat(folder.resolve("set-aside-step-00000036")).isDirectory();

    write(24, "other weights");
    store.wayBackTo(12).take();
    assertThat(folder.resolve("set-aside-step-00000024").resolve(DATA))
        .as("set aside a second time")
        .hasContent("other weights of step 24");
  }

  @Test
  void wayBack_toADamagedOne_changesNothing() throws IOException {
    Files.delete(checkpoint(24).resolve(DATA));
    WayBack back = store.wayBackTo(24);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(back::take)
        .withMessageContaining("the newest whole one before it is " + checkpoint(12));
    assertThat(store.latestWhole()).contains(checkpoint(36));
  }

  @Test
  void wayBack_toAStepWithoutACheckpoint_saysWhichThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.wayBackTo(25))
        .withMessage(folder + " has no checkpoint of step 25; it has those of 12, 24, 36");
  }

  @Test
  void list_killedWhileOneWasReplaced_hasTheOldOne() throws IOException {
    Files.move(checkpoint(36), FolderDraft.replaced(checkpoint(36)));

    assertThat(store.latestWhole()).contains(FolderDraft.replaced(checkpoint(36)));
    assertThat(CheckpointStore.step(FolderDraft.replaced(checkpoint(36)))).isEqualTo(36);

    write(36, "new weights");
    assertThat(store.list()).containsExactly(checkpoint(12), checkpoint(24), checkpoint(36));
    assertThat(checkpoint(36).resolve(DATA)).hasContent("new weights of step 36");
    assertThat(FolderDraft.replaced(checkpoint(36))).doesNotExist();
  }

  @Test
  void write_whereAWriterWasKilled_clearsWhatItLeft() throws IOException {
    Path left = folder.resolve("unfinished-step-00000041");
    copy(checkpoint(36), left);

    write(48, "weights");
    assertThat(left).doesNotExist();
  }

  @Test
  void write_moreThanAreKept_removesTheOldest() {
    write(48, "weights");
    assertThat(folder)
        .isDirectoryNotContaining(file -> file.equals(checkpoint(12)))
        .isDirectoryContaining(file -> file.equals(checkpoint(24)));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String file : new String[] {DATA, INDEX, DESCRIPTION}) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }
}
