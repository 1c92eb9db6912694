package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
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
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
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

  @Test
  void resume_withMoreEpochs_trainsAFinishedRunOn() throws IOException {
    Path longer = folder.resolve("longer");
    TinyRun.train(TinyRun.config("run.epochs=1"), shards, longer, false, StopSignal.uninstalled());

    CommandLineRun resumed = resume(longer, "--epochs", "2");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out())
        .contains("Done after " + 2 * TinyRun.STEPS_PER_EPOCH + " steps")
        .contains(
            "Going on to 2 epochs, not 1: the learning rate (optimizer.schedule cosine) and the"
                + " start of the region loss (model.region.startFraction) depend on the number of"
                + " epochs, so the result is not that of a run of 2 epochs from the start");
    assertThat(longer.resolve("config.yaml"))
        .hasContent(ConfigYaml.writeFile(TinyRun.config("run.epochs=2")));
    assertThat(MetricsFile.read(longer.resolve("metrics.jsonl")))
        .extracting(RunEvent.Step::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(RunDirectory.open(longer).provenance().starts().get(1).commandLine())
        .containsSubsequence("--resume", "--epochs", "2");

    ImmutableMap<Path, HashCode> before = contents(longer);
    assertThat(resume(longer, "--epochs", "1").failure(WRONG_USAGE))
        .endsWith(
            "--epochs 1 is less than %s has done: its checkpoint of step 10 belongs to epoch 2; give --epochs 2 or more, or begin another run"
                .formatted(longer));
    assertThat(contents(longer)).isEqualTo(before);
  }

  @Test
  void resume_withMoreEpochsAtAConstantRate_givesTheBytesOfALongerRun() throws IOException {
    String[] constant = {"optimizer.schedule=constant", "model.region.weight=0"};
    Path longer = folder.resolve("constant");
    TinyRun.train(
        TinyRun.config(constant[0], constant[1], "run.epochs=1"),
        shards,
        longer,
        false,
        StopSignal.uninstalled());
    Path fromTheStart = folder.resolve("constant-from-the-start");
    TinyRun.train(
        TinyRun.config(constant[0], constant[1], "run.epochs=2"),
        shards,
        fromTheStart,
        false,
        StopSignal.uninstalled());

    CommandLineRun resumed = resume(longer, "--epochs", "2");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).doesNotContain("Going on");
    assertThat(contents(TinyRun.checkpoint(longer, 10)))
        .isEqualTo(contents(TinyRun.checkpoint(fromTheStart, 10)));
  }

  private static CommandLineRun resume(Path run, String... options) {
    return CommandLineRun.of(
        ImmutableList.<String>builder()
            .add("pretrain", "--resume", "--run", run.toString(), "--data", shards)
            .add("--no-progress")
            .add(options)
            .build());
  }

  private static CommandLineRun resume(String data) {
    return CommandLineRun.of(
        "pretrain", "--resume", "--data", data, "--run", run.toString(), "--no-progress");
  }

  private static ImmutableMap<Path, HashCode> contents() throws IOException {
    return contents(run);
  }

  /** Every file of a folder by its hash. */
  private static ImmutableMap<Path, HashCode> contents(Path top) throws IOException {
    ImmutableMap.Builder<Path, HashCode> contents = ImmutableMap.builder();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(top.relativize(file), MoreFiles.asByteSource(file).hash(Hashing.sha256()));
      }
    }
    return contents.buildOrThrow();
  }
}
