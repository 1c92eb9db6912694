package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.densesiam.it.run.ForeignShards;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.machine.StopSignal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code densesiam pretrain} says where a run is already: the run stays as it is. */
class ExistingRunTest {
  private static final int WRONG_USAGE = 2;

  @TempDir static Path folder;
  private static String shards = "";
  private static Path run = Path.of("");

  @BeforeAll
  static void train() {
    shards = TinyRun.shards(folder).toString();
    run = folder.resolve("run");
    TinyRun.train(TinyRun.config("run.epochs=1"), shards, run, false, StopSignal.uninstalled());
  }

  @Test
  void pretrain_intoIt_saysHowToGoOn() throws IOException {
    ImmutableMap<Path, HashCode> before = contents();
    assertThat(CommandLineRun.of(TinyRun.pretrain(shards, run)).failure(WRONG_USAGE))
        .contains(run + " already holds a run; go on with it by --resume");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void pretrain_intoAFolderOfOtherFiles_namesOne() {
    Path others = folder.resolve("scenes");
    assertThat(CommandLineRun.of(TinyRun.pretrain(shards, others)).failure(WRONG_USAGE))
        .contains(others + " has other files in it, such as classes.txt");
  }

  @Test
  void resume_withOtherSettings_isRefused() {
    assertThat(CommandLineRun.of(TinyRun.pretrain(shards, run, "--resume")).failure(WRONG_USAGE))
        .contains("--set cannot be given with --resume");
  }

  @Test
  void resume_withOtherData_isRefused() throws IOException {
    ImmutableMap<Path, HashCode> before = contents();
    Path other =
        ForeignShards.write(
            folder.resolve("other.tfrecord"), ForeignShards.ENCODED, ForeignShards.scenes(9));
    assertThat(resume(other.toString()).failure(WRONG_USAGE))
        .contains(run + " was begun with 44 records in 3 shards")
        .contains("has 9 in 1");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void resume_byTheRunAlone_knowsItsDataAndWhatItIsMeasuredOn() throws IOException {
    Path known = folder.resolve("known");
    CommandLineRun begun =
        CommandLineRun.of(
            TinyRun.pretrain(
                shards, known, "--held-out", shards, "--set", "run.epochs=1", "--no-progress"));
    assertThat(begun.exitCode()).as(begun.err()).isZero();
    String before = Files.readString(known.resolve("provenance.json"));

    CommandLineRun resumed =
        CommandLineRun.of("pretrain", "--resume", "--run", known.toString(), "--no-progress");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(before).contains("\"heldOut\"").contains("\"places\"", shards);
  }

  @Test
  void resume_withOtherHeldOutImages_isRefused() throws IOException {
    Path known = folder.resolve("measured");
    assertThat(
            CommandLineRun.of(
                    TinyRun.pretrain(shards, known, "--held-out", shards, "--set", "run.epochs=1"))
                .exitCode())
        .isZero();
    Path other =
        ForeignShards.write(
            folder.resolve("held-out.tfrecord"), ForeignShards.ENCODED, ForeignShards.scenes(9));

    assertThat(
            CommandLineRun.of(
                    "pretrain",
                    "--resume",
                    "--run",
                    known.toString(),
                    "--held-out",
                    other.toString())
                .failure(WRONG_USAGE))
        .contains(known + " was begun with 44 records");
  }

  @Test
  void pretrain_withoutData_asksForThem() {
    assertThat(
            CommandLineRun.of("pretrain", "--run", folder.resolve("new").toString())
                .failure(WRONG_USAGE))
        .contains("Missing required option: '--data=SHARDS'");
  }

  @Test
  void resume_fromACheckpointOfAnotherArchitecture_namesVariablesAndNetworks() throws IOException {
    Path config = run.resolve("config.yaml");
    String original = Files.readString(config);
    Files.writeString(config, original.replace("width: 8\n", "width: 4\n"));
    try {
      assertThat(resume(shards).failure(WRONG_USAGE))
          .contains("step-00000005 does not fit the model")
          .contains(
              "variable \"backbone.conv1.weight\" is [7, 7, 3, 8] there and [7, 7, 3, 4] here")
          .contains("It looks like a ResNet-18 of width 8, the model is a ResNet-18 of width 4;")
          .endsWith("use the configuration that the run was begun with, or start another run");
    } finally {
      Files.writeString(config, original);
    }
    assertThat(TinyRun.checkpoint(run, 5)).isDirectory();
  }

  private static CommandLineRun resume(String data) {
    return CommandLineRun.of(
        "pretrain", "--resume", "--data", data, "--run", run.toString(), "--no-progress");
  }

  /** Every file of the run by its hash. */
  private static ImmutableMap<Path, HashCode> contents() throws IOException {
    ImmutableMap.Builder<Path, HashCode> contents = ImmutableMap.builder();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, MoreFiles.asByteSource(file).hash(Hashing.sha256()));
      }
    }
    return contents.buildOrThrow();
  }
}
