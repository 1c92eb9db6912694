package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.it.run.ForeignShards;
import org.densesiam.it.run.Subprocess;
import org.densesiam.it.run.TinyRun;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.TensorFlow;

/** Runs that begin well and meet trouble on the way. */
class FailingRunTest {
  private static final int FAILED = 1;
  private static final byte[] NO_PICTURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
  private static final int BROKEN = 12;
  private static final int SOUND = 36;

  @TempDir static Path shared;
  private static String shards = "";

  @TempDir Path folder;

  @BeforeAll
  static void makeShards() {
    shards = TinyRun.shards(shared).toString();
  }

  @Test
  void absurdLearningRate_stopsAndNamesTheLossTermTheStepAndTheLastGoodCheckpoint()
      throws IOException {
    Path run = folder.resolve("run");
    String sentence =
        CommandLineRun.of(TinyRun.pretrain(shards, run, "--set", "optimizer.baseLearningRate=1e30"))
            .failure(FAILED);
    assertThat(sentence)
        .containsPattern("loss/(image|pixel) is (NaN|-?Infinity) at step \\d+")
        .contains("The last good checkpoint is " + run.resolve("checkpoints"));
  }

  @Test
  void weightsLostInAnUpdateWhoseLossIsFinite_areNotKept() throws IOException {
    Path run = folder.resolve("run");
    String sentence = // a rate beyond float32: the first update already makes infinities
        CommandLineRun.of(TinyRun.pretrain(shards, run, "--set", "optimizer.baseLearningRate=1e42"))
            .failure(FAILED);

    assertThat(sentence)
        .containsPattern("\\w+\\.\\S+ \\(and \\d+ others\\) is no longer finite at step 1,")
        .contains("There is no checkpoint yet");
    assertThat(MoreFiles.listFiles(run.resolve("checkpoints"))).isEmpty();
  }

  @Test
  void someRecordsThatCannotBeDecoded_areLeftOutCountedAndShown() throws IOException {
    Path run = folder.resolve("run");
    CommandLineRun result =
        CommandLineRun.of(TinyRun.pretrain(brokenShard(), run, "--set", "run.maxSkippedShare=0.3"));

    assertThat(result.exitCode()).as(result.err()).isZero();
    RunEvent.Step last = MetricsFile.read(run.resolve("metrics.jsonl")).reverse().get(0);
    assertThat(last.scalars().get("data/skipped"))
        .as("each epoch skips all broken records but those after its last batch")
        .isBetween(
            TinyRun.EPOCHS * (BROKEN - TinyRun.BATCH_SIZE) * 1.0, TinyRun.EPOCHS * BROKEN * 1.0);
    assertThat(result.err()).containsPattern("pretrain: .*, \\d+ skipped");
  }

  @Test
  void moreBrokenRecordsThanAllowed_stopTheRun() throws IOException {
    assertThat(
            CommandLineRun.of(TinyRun.pretrain(brokenShard(), folder.resolve("run")))
                .failure(FAILED))
        .containsPattern("at least \\d+ of the first \\d+ records of epoch 1 could not be read")
        .contains("more than run.maxSkippedShare 0.01 of all " + (SOUND + BROKEN) + " allows");
  }

  @Test
  void fullDisk_leavesNoHalfCheckpoint() throws Exception {
    TensorFlow.version(); // unpacks the native library where the process below could not
    Path run = folder.resolve("run");
    CommandLineRun result =
        CommandLineRun.of(
            Subprocess.withSmallFiles(
                200, TinyRun.pretrain(shards, run, "--set", "run.imagesEverySteps=null")),
            folder);

    assertThat(result.failure(FAILED))
        .contains("Cannot write checkpoint " + TinyRun.checkpoint(run, 1))
        .contains("Make room");
    assertThat(MoreFiles.listFiles(run.resolve("checkpoints"))).isEmpty();
  }

  @Test
  void fullDisk_leavesNoHalfShard() throws Exception {
    TensorFlow.version();
    Path target = folder.resolve("imported");
    CommandLineRun result =
        CommandLineRun.of(
            Subprocess.withSmallFiles(
                20,
                ImmutableList.of(
                    "import",
                    "images",
                    "--from",
                    shared.resolve("scenes/train/images").toString(),
                    "--to",
                    target.toString())),
            folder);

    assertThat(result.err()).contains("Cannot write to " + target).contains("make room");
    assertThat(result.exitCode()).isEqualTo(FAILED);
    assertThat(MoreFiles.listFiles(target)).noneMatch(Files::isRegularFile);
  }

  /** GZIP, with TFDS's key, a quarter of its records broken. */
  private String brokenShard() throws IOException {
    List<byte[]> images = new ArrayList<>(ForeignShards.scenes(SOUND));
    for (int i = 0; i < BROKEN; i++) {
      images.add(4 * i, NO_PICTURE);
    }
    return ForeignShards.writeGzip(folder.resolve("tfds.tfrecord"), ForeignShards.TFDS, images)
        .toString();
  }
}
