package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunEnd;
import org.densesiam.trainer.run.RunLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say to a run of which a file is damaged, and how it goes on. */
class DamagedRunTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int NEWEST = 5;
  private static final String DATA = "variables.data-00000-of-00001";

  @TempDir static Path shared;
  private static String shards = "";
  private static Path whole = Path.of("");

  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeAll
  static void train() {
    shards = TinyRun.shards(shared).toString();
    whole = shared.resolve("run");
    TinyRun.train(TinyRun.config("run.epochs=1"), shards, whole, false, StopSignal.uninstalled());
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(whole.relativize(file).toString()));
      }
    }
  }

  @Test
  void newestCheckpointDamaged_everyCommandNamesItAndTheWholeOne() throws IOException {
    damage(TinyRun.checkpoint(run, NEWEST).resolve(DATA));
    String sentence =
        "Checkpoint %s is damaged: %s is not as it was written (another SHA-256); the newest whole one before it is %s, and --resume --from-step 4 goes on from there"
            .formatted(TinyRun.checkpoint(run, NEWEST), DATA, TinyRun.checkpoint(run, 4));

    assertThat(resume().failure(FAILED)).endsWith(sentence);
    Path model = folder.resolve("model");
    assertThat(
            CommandLineRun.of("export", "--run", run.toString(), "--to", model.toString())
                .failure(FAILED))
        .endsWith(sentence);
    assertThat(model).doesNotExist();
    for (Path weights : new Path[] {run, TinyRun.checkpoint(run, NEWEST)}) {
      assertThat(
              CommandLineRun.of(
                      "weights",
                      "export",
                      "--run",
                      weights.toString(),
                      "--to",
                      folder.resolve("weights.safetensors").toString())
                  .failure(FAILED))
          .endsWith(sentence);
    }
  }

  @Test
  void resume_fromAStepBefore_doesTheRestAgain_bitForBit() throws IOException {
    damage(TinyRun.checkpoint(run, NEWEST).resolve(DATA));

    CommandLineRun again = resume("--from-step", "3");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out())
        .contains("Going on from step 3: the steps after it, to step 5 and on, are done again")
        .contains("Done after 5 steps");
    for (int step = 4; step <= NEWEST; step++) {
      for (String file : new String[] {DATA, "variables.index", "checkpoint.json"}) {
        assertThat(TinyRun.checkpoint(run, step).resolve(file))
            .as("as the unbroken run's")
            .hasSameBinaryContentAs(TinyRun.checkpoint(whole, step).resolve(file));
      }
    }
    assertThat(run.resolve("checkpoints/set-aside-step-00000005")).isDirectory();
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl")))
        .hasSameSizeAs(Files.readAllLines(whole.resolve("metrics.jsonl")));
  }

  @Test
  void resume_fromAStepWithoutACheckpoint_saysWhichThereAre() {
    assertThat(resume("--from-step", "7").failure(WRONG_USAGE))
        .endsWith("has no checkpoint of step 7; it has those of 1, 2, 3, 4, 5");
  }

  @Test
  void fromStep_withoutResume_saysThatItNeedsIt() {
    assertThat(
            CommandLineRun.of(
                    TinyRun.pretrain(
                        shards, folder.resolve("other"), "--from-step", "3", "--no-progress"))
                .failure(WRONG_USAGE))
        .endsWith("--from-step says from which checkpoint a run goes on: give --resume, too");
  }

  @Test
  void checkpointOfAnEarlierVersion_withoutSums_isRead_andItsDamageIsNoticed() throws IOException {
    for (int step = 1; step <= NEWEST; step++) {
      Path description = TinyRun.checkpoint(run, step).resolve("checkpoint.json");
      String json = Files.readString(description);
      String older = json.replaceFirst("(?s),\\s*\"sha256\" : \\{[^}]*\\}", "");
      assertThat(older).as("changed").isNotEqualTo(json).doesNotContain("sha256");
      Files.writeString(description, older);
    }
    CommandLineRun resumed = resume();
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();

    damage(TinyRun.checkpoint(run, NEWEST).resolve(DATA));
    assertThat(resume().failure(FAILED))
        .contains(
            "Checkpoint %s is damaged: the variables cannot be read"
                .formatted(TinyRun.checkpoint(run, NEWEST)))
        .endsWith("--resume --from-step 4 goes on from there");
  }

  @Test
  void config_cutAnywhere_isRefusedWithItsName() throws IOException {
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    for (int length : new int[] {0, text.length() / 2, text.indexOf("# end"), text.length() - 2}) {
      Files.writeString(config, text.substring(0, length));
      assertThat(resume().failure(WRONG_USAGE)).as("%d characters", length).contains("" + config);
    }
    assertThat(resume().failure(WRONG_USAGE))
        .contains(config + " is cut off: its last line should be \"# end\"");
  }

  @Test
  void config_ofAnEarlierVersion_withoutALastLine_isRead() throws IOException {
    Path config = run.resolve("config.yaml");
    String text = Files.readString(config);
    Files.writeString(
        config,
        "# The effective configuration of this run; --preset takes it too.\n"
            + text.substring(text.indexOf('\n') + 1, text.indexOf("# end")));

    CommandLineRun resumed = resume();
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
  }

  @Test
  void provenance_cut_isNamed_andTheReportDoesWithoutIt() throws IOException {
    Path provenance = run.resolve("provenance.json");
    Files.writeString(provenance, Files.readString(provenance).substring(0, 50));
    Path metrics = run.resolve("metrics.jsonl");
    Files.writeString(metrics, "\0".repeat(200) + "\n" + Files.readString(metrics));

    assertThat(resume().failure(WRONG_USAGE)).contains("" + provenance).doesNotContain("REDACTED");
    CommandLineRun report = CommandLineRun.of("report", "--run", run.toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("<p class=\"notice\" role=\"note\">Left out, since it is damaged: " + metrics)
        .contains(metrics + ", line 1 is no line of metrics")
        .contains(provenance + " is damaged: provenance is not JSON")
        .contains("Completed: 5 steps in ")
        .doesNotContain("REDACTED");
  }

  @Test
  void config_cut_theReportDoesWithoutIt() throws IOException {
    Path config = run.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).substring(0, 200));

    CommandLineRun report = CommandLineRun.of("report", "--run", run.toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Left out, since it is damaged: " + config + " is cut off")
        .contains("DenseSiam pre-training");
  }

  @Test
  void report_ofARunThatItsProcessEnded_saysSo() throws IOException {
    assertThat(run.resolve("end.json"))
        .content()
        .contains("\"outcome\" : \"COMPLETED\"", "\"step\" : 5", "\"time\" : \"20");

    assertThat(report()).contains("Completed: 5 steps in ").contains("badge completed");
  }

  @Test
  void report_ofARunThatSomebodyTrains_saysHowFarItIs() throws IOException {
    try (RunLock lock = RunDirectory.open(run).lock()) {
      assertThat(report()).contains("5 steps so far.").doesNotContain("class=\"badge");
    }
  }

  @Test
  void report_ofARunOfAnEarlierVersion_knowsItsEndByTheCheckpoint() throws IOException {
    Files.delete(run.resolve("end.json"));

    assertThat(report()).contains("Completed: 5 steps.").contains("badge completed");
  }

  @Test
  void report_ofARunThatWasKilled_saysWhereItWasInterrupted() throws IOException {
    Files.delete(run.resolve("end.json"));
    MoreFiles.deleteRecursively(
        TinyRun.checkpoint(run, NEWEST), RecursiveDeleteOption.ALLOW_INSECURE);

    assertThat(report())
        .contains("Interrupted after step 4; it can be resumed.")
        .contains("badge interrupted");
  }

  @Test
  void end_ofARunThatGoesOn_isTakenBackUntilItEndsAgain() {
    RunDirectory directory = RunDirectory.open(run);
    List<Boolean> known = new ArrayList<>();

    TinyRun.train(
        TinyRun.config(),
        shards,
        run,
        true,
        StopSignal.uninstalled(),
        new TrainingListener() {
          @Override
          public void on(RunEvent event) {
            if (event instanceof RunEvent.Start || event instanceof RunEvent.End) {
              known.add(directory.end().isPresent());
            }
          }

          @Override
          public void close() {}
        });

    assertThat(known).containsExactly(false, true);
  }

  @Test
  void end_ofARunThatFails_saysWhy() throws IOException {
    Path config = run.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("width: 8\n", "width: 4\n"));

    String sentence = resume().failure(WRONG_USAGE);

    RunEnd end = RunDirectory.open(run).end().orElseThrow();
    assertThat(end.outcome()).isEqualTo(RunEvent.End.Outcome.FAILED);
    assertThat(end.step()).isEqualTo(NEWEST);
    assertThat(sentence).endsWith(end.reason().orElseThrow());
    assertThat(report()).contains("Failed after 5 steps in ");
  }

  private String report() throws IOException {
    CommandLineRun report = CommandLineRun.of("report", "--run", run.toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
    return Files.readString(run.resolve("report.html"));
  }

  private CommandLineRun resume(String... options) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "pretrain",
                    "--resume",
                    "--data",
                    shards,
                    "--run",
                    run.toString(),
                    "--no-progress"),
                Stream.of(options))
            .toList());
  }

  /** Flips a bit in the middle of a file. */
  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
