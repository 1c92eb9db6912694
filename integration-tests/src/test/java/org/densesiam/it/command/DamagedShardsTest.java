package org.densesiam.it.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.densesiam.data.record.TfRecordWriter;
import org.densesiam.it.command.DenseSiam.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/** Training refuses damaged shards before it makes its folder, and names file and record. */
final class DamagedShardsTest {
  private static final String SHARD = "images-00000-of-00001.tfrecord";

  /** A frame: length 8, its checksum 4, payload, its checksum 4. */
  private static final int HEADER_BYTES = 12;

  private static final int RECORDS = 20; // more than a batch

  @TempDir private static Path imported;
  @TempDir private Path temporary;
  private Path shard;
  private byte[] sound;

  @BeforeAll
  static void importPictures() throws Exception {
    Pictures.write(imported.resolve("photos"), RECORDS, 64);
    Outcome outcome =
        DenseSiam.run(imported, "import", "images", "--from", "photos", "--to", "shards");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  @BeforeEach
  void copyShards() throws IOException {
    Path shards = Files.createDirectory(temporary.resolve("shards"));
    for (String name : new String[] {SHARD, "manifest.json"}) {
      Files.copy(imported.resolve("shards").resolve(name), shards.resolve(name));
    }
    shard = shards.resolve(SHARD);
    sound = Files.readAllBytes(shard);
  }

  @Test
  void flippedByte_namesFileAndRecord() throws Exception {
    byte[] damaged = sound.clone();
    int position = HEADER_BYTES + 100; // in the first payload
    damaged[position] = (byte) (damaged[position] ^ 1);
    Files.write(shard, damaged);

    Outcome outcome = pretrain("shards");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lastErrorLine())
        .startsWith("densesiam pretrain: shards/" + SHARD + ", record 0 (byte 0): ")
        .contains("expected payload checksum", "a damaged byte")
        .endsWith("copy or write this file again, or leave it out");
  }

  @Test
  void truncatedShard_ofAnImport_isFoundByItsSize() throws Exception {
    Files.write(shard, Arrays.copyOf(sound, sound.length / 2));

    Outcome outcome = pretrain("shards");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.lastErrorLine())
        .isEqualTo(
            "densesiam pretrain: shards/%s is damaged: expected %d bytes as manifest.json says, found %d (truncated); copy the folder again, or import again"
                .formatted(SHARD, sound.length, sound.length / 2));
  }

  @Test
  void truncatedShard_ofAnybody_namesFileAndRecord() throws Exception {
    Files.write(shard, Arrays.copyOf(sound, HEADER_BYTES + 50));

    Outcome outcome = pretrain("shards/*.tfrecord");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lastErrorLine())
        .startsWith("densesiam pretrain: shards/" + SHARD + ", record 0 (byte 0): ")
        .contains("(truncated)");
  }

  @Test
  void missingShard_isNamed() throws Exception {
    Files.delete(shard);

    Outcome outcome = pretrain("shards");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.lastErrorLine())
        .contains("shards/" + SHARD + " is missing, though manifest.json lists it");
  }

  @Test
  void recordWithoutAnImage_namesFileRecordAndFeatures() throws Exception {
    try (TfRecordWriter writer = TfRecordWriter.create(temporary.resolve("theirs.tfrecord"))) {
      for (int i = 0; i < RECORDS; i++) {
        writer.write(example(i == 17 ? "label" : "image/encoded"));
      }
    }

    Outcome outcome = pretrain("theirs.tfrecord");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lastErrorLine())
        .startsWith("densesiam pretrain: theirs.tfrecord, record 17 (byte ")
        .contains("expected an encoded image in feature image/encoded, found features [label]");
  }

  @Test
  void shardsOfNoRecords_areNamed() throws Exception {
    Files.createFile(temporary.resolve("empty.tfrecord"));

    Outcome outcome = pretrain("empty.tfrecord");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.lastErrorLine())
        .contains("Found shards of zero records in empty.tfrecord: empty.tfrecord");
  }

  private Outcome pretrain(String data) throws IOException, InterruptedException {
    Outcome outcome =
        DenseSiam.run(
            temporary, "pretrain", "--preset", "quickstart", "--data", data, "--run", "run");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(temporary.resolve("run")).doesNotExist();
    return outcome;
  }

  private static Example example(String key) {
    Feature feature =
        Feature.newBuilder()
            .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom("x", UTF_8)))
            .build();
    return Example.newBuilder().setFeatures(Features.newBuilder().putFeature(key, feature)).build();
  }
}
