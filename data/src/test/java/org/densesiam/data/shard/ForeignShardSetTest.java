package org.densesiam.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.densesiam.data.record.CorruptRecordException;
import org.densesiam.data.record.TfRecordCompression;
import org.densesiam.data.record.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignShardSetTest {
  @TempDir Path folder;

  @Test
  void open_globOfPlainShards_sortsFilesAndCountsRecords() throws IOException {
    Path second = ShardFiles.write(folder.resolve("train-00001-of-00002"), "image/encoded", 2);
    Path first = ShardFiles.write(folder.resolve("train-00000-of-00002"), "image/encoded", 3);
    ShardFiles.write(folder.resolve("validation-00000-of-00001"), "image/encoded", 9);

    ShardSet set = ShardSet.open(folder + "/train-*-of-00002");

    assertThat(set.files()).containsExactly(first, second);
    assertThat(set.shards()).extracting(Shard::records).containsExactly(3L, 2L);
    assertThat(set.records()).isEqualTo(5);
    assertThat(set.compression()).isEqualTo(TfRecordCompression.NONE);
    assertThat(set.imageKey()).isEqualTo("image/encoded");
    assertThat(set.manifestChecksum()).isEmpty();
    assertThat(set.bytes()).isEqualTo(Files.size(first) + Files.size(second));
  }

  @Test
  void open_gzipShardsOfTfds_findsKeyAndCompression() throws IOException {
    Path plain = ShardFiles.write(folder.resolve("plain"), "image", 4);
    ShardFiles.gzip(plain, folder.resolve("a.tfrecord-00000-of-00001"));

    ShardSet set = ShardSet.open(folder + "/a.tfrecord*");

    assertThat(set.compression().tfName()).isEqualTo("GZIP");
    assertThat(set.imageKey()).isEqualTo("image");
    assertThat(set.records()).isEqualTo(4);
    set.verify(ScanProgress.SILENT);
  }

  @Test
  void open_oneFileOrGlobAcrossFolders_works() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Path file = ShardFiles.write(deep.resolve("x.tfrecord"), "image", 1);

    assertThat(ShardSet.open(file.toString()).files()).containsExactly(file);
    assertThat(ShardSet.open(folder + "/**.tfrecord").files()).containsExactly(file);
    assertThat(ShardSet.open(folder + "/*/b/*.tfrecord").files()).containsExactly(file);
  }

  @Test
  void open_missingFolder_saysSo() {
    assertThatThrownBy(() -> ShardSet.open(folder + "/nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder + "/nowhere does not exist");
    assertThatThrownBy(() -> ShardSet.open(folder + "/nowhere/*.tfrecord"))
        .hasMessageStartingWith(folder + "/nowhere does not exist");
  }

  @Test
  void open_emptyFolder_saysSo() {
    assertThatThrownBy(() -> ShardSet.open(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no manifest.json")
        .hasMessageContaining("is empty");
  }

  @Test
  void open_globThatMatchesNothing_saysWhatIsThere() throws IOException {
    ShardFiles.write(folder.resolve("val-0"), "image", 1);

    assertThatThrownBy(() -> ShardSet.open(folder + "/train-*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No file matches " + folder + "/train-*")
        .hasMessageContaining("1 entries: val-0");
  }

  @Test
  void open_shardOfZeroRecords_namesIt() throws IOException {
    ShardFiles.write(folder.resolve("s-0"), "image", 1);
    Path empty = ShardFiles.write(folder.resolve("s-1"), "image", 0);

    assertThatThrownBy(() -> ShardSet.open(folder + "/s-*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zero records")
        .hasMessageContaining(empty.toString());
  }

  @Test
  void open_plainAndGzipMixed_isRefused() throws IOException {
    Path plain = ShardFiles.write(folder.resolve("s-0"), "image", 1);
    ShardFiles.gzip(plain, folder.resolve("s-1"));

    assertThatThrownBy(() -> ShardSet.open(folder + "/s-*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all plain or all GZIP");
  }

  @Test
  void open_recordsWithoutImage_saysWhichFeaturesTheyHave() throws IOException {
    Path file = ShardFiles.write(folder.resolve("text"), "caption", 1);

    assertThatThrownBy(() -> ShardSet.open(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + ", record 0: expected an encoded image")
        .hasMessageContaining("found features [caption]");
  }

  @Test
  void open_truncatedShard_namesFileAndRecord() throws IOException {
    Path file = ShardFiles.write(folder.resolve("s"), "image", 3);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(() -> ShardSet.open(file.toString()))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(file + ", record 2")
        .hasMessageContaining("truncated");
  }

  @Test
  void verify_flippedByte_namesFileAndRecord() throws IOException {
    Path file = ShardFiles.write(folder.resolve("s"), "image", 3);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    ShardSet set = ShardSet.open(file.toString());

    assertThatThrownBy(() -> set.verify(ScanProgress.SILENT))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(file + ", record 1")
        .hasMessageContaining("a damaged byte");
  }

  @Test
  void verify_laterRecordWithoutImage_namesFileRecordAndFeatures() throws IOException {
    Path file = folder.resolve("s");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(ShardFiles.example("image", "x"));
      writer.write(ShardFiles.example("caption", "x"));
    }
    ShardSet set = ShardSet.open(file.toString());

    assertThatThrownBy(() -> set.verify(ScanProgress.SILENT))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(file + ", record 1")
        .hasMessageContaining("found features [caption]");
  }

  @Test
  void verify_imageOfTooManyPixels_namesFileRecordAndSize() throws IOException {
    Path file = folder.resolve("s");
    // ITU-T T.81: start of image, then a frame of 8 bits, 12,000 x 12,000, one component.
    byte[] head = {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      11,
      8,
      0x2e,
      (byte) 0xe0,
      0x2e,
      (byte) 0xe0,
      1,
      1,
      0x11,
      0,
      (byte) 0xff,
      (byte) 0xda,
      0,
      2
    };
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(ShardFiles.example("image", "x"));
      writer.write(ShardFiles.example("image", ByteString.copyFrom(head)));
    }
    ShardSet set = ShardSet.open(file.toString());

    assertThatThrownBy(() -> set.verify(ScanProgress.SILENT))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(file + ", record 1")
        .hasMessageContaining(
            "expected an image of at most 64000000 pixels, found 12000 x 12000 (height x width)");
  }

  @Test
  void verify_soundShards_tellsProgressUpToTheTotal() throws IOException {
    ShardFiles.write(folder.resolve("s-0"), "image", 300);
    ShardFiles.write(folder.resolve("s-1"), "image", 10);
    List<Long> told = new ArrayList<>();

    ShardSet.open(folder + "/s-*").verify((records, total) -> told.add(records));

    assertThat(told).isSorted().endsWith(310L);
  }
}
