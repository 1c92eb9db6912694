package org.densesiam.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.densesiam.data.prepare.ImportFixture;
import org.densesiam.data.record.CorruptRecordException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that an import wrote, damaged afterwards. */
class ImportedShardSetTest {
  @TempDir Path folder;
  private Path shards = Path.of("");
  private Path second = Path.of("");

  @BeforeEach
  void importPhotos() throws IOException {
    shards = folder.resolve("shards");
    ImportFixture.run(
        ImportFixture.photos(folder.resolve("photos"), 6), shards, ImportFixture.FOUR_A_SHARD);
    second = shards.resolve("images-00001-of-00002.tfrecord");
  }

  @Test
  void open_moved_givesTheSameChecksum() throws IOException {
    String before = ShardSet.open(shards.toString()).manifestChecksum().orElseThrow();
    Path moved = Files.move(shards, folder.resolve("moved"));

    assertThat(ShardSet.open(moved.toString()).manifestChecksum()).contains(before);
  }

  @Test
  void open_missingShard_namesIt() throws IOException {
    Files.delete(second);

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(second + " is missing, though manifest.json lists it");
  }

  @Test
  void open_truncatedShard_givesBothSizes() throws IOException {
    byte[] bytes = Files.readAllBytes(second);
    Files.write(second, Arrays.copyOf(bytes, 1000));

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%s is damaged: expected %d bytes", second, bytes.length)
        .hasMessageContaining("found 1000 (truncated)");
  }

  @Test
  void verify_flippedByte_namesFileAndRecord() throws IOException {
    byte[] bytes = Files.readAllBytes(second);
    bytes[bytes.length - 5] ^= 1;
    Files.write(second, bytes);

    assertThatThrownBy(() -> ShardSet.open(shards.toString()).verify(ScanProgress.SILENT))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(second + ", record 1");
  }

  @Test
  void open_manifestOfAnotherVersion_isRefused() throws IOException {
    replaceInManifest("\"formatVersion\" : 1", "\"formatVersion\" : 9");

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has format version 9, expected 1");
  }

  @Test
  void open_manifestThatIsNoJson_isRefused() throws IOException {
    replaceInManifest("{", "oops");

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("manifest.json is not a");
  }

  @Test
  void open_manifestThatIsCut_saysWhereWithoutJacksonsWords() throws IOException {
    Path manifest = shards.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).substring(0, 40));

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("manifest.json is not a")
        .hasMessageContaining("line: 1, column: 1")
        .hasMessageNotContaining("REDACTED");
  }

  @Test
  void open_manifestWhoseCountIsNotThatOfItsShards_isRefused() throws IOException {
    replaceInManifest("\"records\" : 6,", "\"records\" : 7,"); // of all; the shards have 4 and 2

    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s is damaged: it says 7 records in all, but those of its shards come to 6; copy the"
                + " folder again, or import again",
            shards.resolve("manifest.json"));
  }

  private void replaceInManifest(String target, String replacement) throws IOException {
    Path manifest = shards.resolve("manifest.json");
    String json = Files.readString(manifest);
    assertThat(json).contains(target);
    Files.writeString(manifest, json.replace(target, replacement));
  }
}
