package org.densesiam.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.it.run.ForeignShards;
import org.densesiam.it.run.TinyRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code densesiam pretrain} says to input that it cannot use: one sentence, and no run. */
class BadInputTest {
  private static final int WRONG_USAGE = 2;
  private static final int FAILED = 1;

  @TempDir static Path shared;
  private static Path good = Path.of("");

  @TempDir Path folder;
  private Path run = Path.of("");

  @BeforeAll
  static void makeShards() {
    good = TinyRun.shards(shared);
  }

  @BeforeEach
  void nameRun() {
    run = folder.resolve("run");
  }

  @AfterEach
  void nothingIsBegun() {
    assertThat(run).doesNotExist();
  }

  @Test
  void unknownKey_isNamedWithWhatWasMeant() {
    assertThat(pretrain(good, "--set", "optimiser.baseLearningRate=1").failure(WRONG_USAGE))
        .contains("unknown key \"optimiser.baseLearningRate\"")
        .contains("did you mean \"optimizer.baseLearningRate\"?");
  }

  @Test
  void misspeltPreset_isNamedWithWhatWasMeant() {
    assertThat(
            CommandLineRun.of(
                    "pretrain", "--preset", "labtop", "--data", "" + good, "--run", "" + run)
                .failure(WRONG_USAGE))
        .contains("no preset \"labtop\" for densesiam pretrain; did you mean \"laptop\"?");
  }

  @Test
  void valueOutOfRange_isNamedWithItsRange() {
    assertThat(pretrain(good, "--set", "optimizer.momentum=1.5").failure(WRONG_USAGE))
        .contains("optimizer.momentum must be in [0, 1): 1.5");
  }

  @Test
  void missingFolder_saysWhatToGive() {
    assertThat(pretrain(folder.resolve("nowhere")).failure(WRONG_USAGE))
        .contains(folder.resolve("nowhere") + " does not exist; give a folder");
  }

  @Test
  void emptyFolder_saysWhatToDo() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(pretrain(empty).failure(WRONG_USAGE))
        .contains(empty + " is empty")
        .contains("Import images into it");
  }

  @Test
  void globThatMatchesNothing_saysWhatIsThere() {
    assertThat(pretrain(good.resolve("validation-*")).failure(WRONG_USAGE))
        .contains("No file matches " + good.resolve("validation-*"))
        .contains("entries: images-00000-of-00003.tfrecord");
  }

  @Test
  void shardOfZeroRecords_isNamed() throws IOException {
    Path empty = ForeignShards.write(folder.resolve("a.tfrecord"), ForeignShards.ENCODED);
    assertThat(pretrain(empty).failure(WRONG_USAGE)).contains("zero records").contains("" + empty);
  }

  @Test
  void fewerRecordsThanABatch_saysHowToLowerIt() {
    assertThat(pretrain(good, "--set", "data.batchSize=45").failure(WRONG_USAGE))
        .contains("data.batchSize is 45, but there are only 44 records")
        .contains("--set data.batchSize=44");
  }

  @Test
  void truncatedShard_isNamedWithItsRecord() throws IOException {
    Path shard = scenes(3);
    Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), (int) Files.size(shard) - 9));
    assertThat(pretrain(shard).failure(FAILED))
        .contains(shard + ", record 2")
        .contains("truncated");
  }

  @Test
  void truncatedImportedShard_isNamed() throws IOException {
    Path copy = copyOfGood();
    Path shard = firstShard(copy);
    Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), 1000));
    assertThat(pretrain(copy).failure(WRONG_USAGE))
        .contains(shard + " is damaged")
        .contains("truncated");
  }

  @Test
  void flippedByte_isNamedWithFileAndRecord() throws IOException {
    Path copy = copyOfGood();
    Path shard = firstShard(copy);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 100] ^= 4; // within the last of 16 records
    Files.write(shard, bytes);
    assertThat(pretrain(copy).failure(FAILED))
        .contains(shard + ", record 15")
        .contains("damaged byte");
  }

  @Test
  void recordWithoutImage_isNamedWithFileAndRecord() throws IOException {
    Path shard = folder.resolve("mixed.tfrecord");
    try (TfRecordWriter writer = TfRecordWriter.create(shard)) {
      for (byte[] image : ForeignShards.scenes(TinyRun.BATCH_SIZE)) {
        writer.write(ForeignShards.example(ForeignShards.ENCODED, image));
      }
      writer.write(ForeignShards.example("caption", new byte[] {'x'}));
    }
    assertThat(pretrain(shard).failure(FAILED))
        .contains(shard + ", record " + TinyRun.BATCH_SIZE)
        .contains("found features [caption]");
  }

  @Test
  void resumeWithoutARun_isRefused() {
    assertThat(pretrain(good, "--resume").failure(WRONG_USAGE)).contains(run + " holds no run");
  }

  @Test
  void readOnlyFolder_saysThatNoRunCanBeMadeThere() {
    // Not even root makes a folder in /proc.
    CommandLineRun result =
        CommandLineRun.of(TinyRun.pretrain(good.toString(), Path.of("/proc/run")));
    assertThat(result.failure(FAILED)).contains("Cannot make the run directory /proc/run");
  }

  private CommandLineRun pretrain(Path data, String... options) {
    return CommandLineRun.of(TinyRun.pretrain(data.toString(), run, options));
  }

  private Path scenes(int count) throws IOException {
    return ForeignShards.write(
        folder.resolve("scenes.tfrecord"), ForeignShards.ENCODED, ForeignShards.scenes(count));
  }

  private Path copyOfGood() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (Path file : MoreFiles.listFiles(good)) {
      if (Files.isRegularFile(file)) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static Path firstShard(Path shards) throws IOException {
    return MoreFiles.listFiles(shards).stream()
        .filter(file -> file.toString().contains("00000-of-"))
        .findFirst()
        .orElseThrow();
  }
}
