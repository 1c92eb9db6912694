package org.densesiam.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "17.0.1 (Somebody)",
          "2.18.0",
          "linux-x86_64",
          "Linux 6.1 amd64",
          Optional.empty(),
          ImmutableSortedSet.of("avx2"),
          2,
          1L << 34,
          1L << 31);
  private static final Build BUILD = new Build("0.1.0", Optional.of("a".repeat(40)), false);
  private static final Provenance.Start START =
      new Provenance.Start(
          Instant.parse("2026-01-02T03:04:05.678Z"),
          0,
          ImmutableList.of("pretrain", "--preset", "laptop"),
          BUILD,
          ENVIRONMENT);
  private static final Provenance.Places PLACES =
      Provenance.Places.of("shards", Optional.empty(), Optional.empty());
  private static final Provenance PROVENANCE =
      Provenance.begin(
          new DataProvenance("shards", Optional.of("0f"), 2, 450, 9999),
          Optional.empty(),
          PLACES,
          1,
          START);

  private final PretrainConfig config =
      Presets.PRETRAIN.load("quickstart", List.of("run.epochs=3"));

  @TempDir private Path folder;

  @Test
  void create_thenOpen_readsBackEqualConfigAndProvenance() {
    RunDirectory.create(folder.resolve("a/b"), config, PROVENANCE);
    RunDirectory run = RunDirectory.open(folder.resolve("a/b"));
    assertThat(run.config()).isEqualTo(config);
    assertThat(run.provenance()).isEqualTo(PROVENANCE);
    assertThat(run.checkpoints()).isEmptyDirectory();
    assertThat(run.events()).isEmptyDirectory();
  }

  @Test
  void create_leavesNoTemporaryFiles() throws IOException {
    RunDirectory.create(folder, config, PROVENANCE);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.yaml", "provenance.json", "events", "checkpoints");
    }
  }

  @Test
  void create_overARun_isRefusedWithWhatToDo() {
    RunDirectory.create(folder, config, PROVENANCE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.create(folder, config, PROVENANCE))
        .withMessage(
            folder
                + " already holds a run; go on with it by --resume, or name another folder by"
                + " --run");
  }

  @Test
  void create_amongFilesOfOthers_isRefusedAndNamesOne() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.create(folder, config, PROVENANCE))
        .withMessageContaining("has other files in it, such as thesis.tex");
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void create_whereAnEarlierCreateDied_startsOver() throws IOException {
    Files.createDirectory(folder.resolve("checkpoints"));
    Files.writeString(folder.resolve("provenance.json"), "{}");
    assertThat(RunDirectory.create(folder, config, PROVENANCE).provenance()).isEqualTo(PROVENANCE);
  }

  @Test
  void create_onAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.create(file, config, PROVENANCE))
        .withMessage(file + " is a file; --run names a folder");
  }

  @Test
  void create_whereNoFolderCanBe_namesIt() throws IOException {
    Path below = Files.writeString(folder.resolve("file"), "").resolve("run");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> RunDirectory.create(below, config, PROVENANCE))
        .withMessage("Cannot make the run directory " + below);
  }

  @Test
  void create_whatItStartsFromCannotBeWritten_isNoRun() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () ->
                RunDirectory.create(
                    folder,
                    config,
                    PROVENANCE,
                    run -> {
                      throw new UncheckedIOException(new IOException("no space left"));
                    }));
    assertThat(RunDirectory.holdsRun(folder)).as("--resume would start at random").isFalse();

    RunDirectory.create(folder, config, PROVENANCE);
    assertThat(RunDirectory.holdsRun(folder)).as("begun again").isTrue();
  }

  @Test
  void create_checkpointsWithoutARun_areNotGoneOnWith() throws IOException {
    Files.createDirectories(folder.resolve("checkpoints/step-00000000"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.create(folder, config, PROVENANCE))
        .withMessage(
            "%1$s has no config.yaml, but checkpoint %1$s/checkpoints/step-00000000 of a run that was stopped while it began, or was taken apart; delete the folder, or name another by --run",
            folder);
  }

  @Test
  void open_noRun_saysHowToMakeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDirectory.open(folder.resolve("none")))
        .withMessageContaining("holds no run: it has no config.yaml");
  }

  @Test
  void addStart_keepsTheEarlierOnes() {
    RunDirectory run = RunDirectory.create(folder, config, PROVENANCE);
    Provenance.Start second =
        new Provenance.Start(
            Instant.parse("2026-01-03T00:00:00Z"),
            7,
            ImmutableList.of("pretrain", "--resume"),
            BUILD,
            ENVIRONMENT);
    run.addStart(second, Optional.empty(), PLACES);
    assertThat(run.provenance().starts()).containsExactly(START, second);
  }

  @Test
  void lock_secondHolder_isRefusedUntilTheFirstLetsGo() {
    RunDirectory run = RunDirectory.create(folder, config, PROVENANCE);
    RunLock first = run.lock();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(run::lock)
        .withMessageContaining("Another process trains in " + folder);

    first.close();
    assertThatCode(() -> run.lock().close()).as("let go of").doesNotThrowAnyException();
  }
}
