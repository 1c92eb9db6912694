package org.densesiam.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.data.prepare.ImportFixture.FOUR_A_SHARD;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.densesiam.data.prepare.ShardImport.Progress.ImportCounts;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.Shard;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardImportTest {
  @TempDir Path folder;
  private Path photos = Path.of("");
  private Path shards = Path.of("");

  @BeforeEach
  void makePhotos() throws IOException {
    photos = ImportFixture.photos(folder.resolve("photos"), 10);
    shards = folder.resolve("shards");
  }

  @Test
  void run_photos_writesEachOnceInShardsThatOpenAndVerify() throws IOException {
    ShardImport.Summary summary = ImportFixture.run(photos, shards, FOUR_A_SHARD);

    ShardSet set = ShardSet.open(shards.toString());
    set.verify(ScanProgress.SILENT);
    assertThat(set.shards()).extracting(Shard::records).containsExactly(4L, 4L, 2L);
    assertThat(set.manifestChecksum()).isPresent();
    assertThat(summary.manifest().records()).isEqualTo(10);
    assertThat(summary.rejected()).isZero();
    assertThat(ImportFixture.records(shards))
        .extracting(ImageRecord::filename)
        .containsExactlyInAnyOrderElementsOf(names());
    assertThat(ImportFixture.contents(shards).keySet())
        .containsExactly(
            "images-00000-of-00003.tfrecord",
            "images-00001-of-00003.tfrecord",
            "images-00002-of-00003.tfrecord",
            "manifest.json",
            "rejected.tsv");
  }

  @Test
  void run_goodJpeg_keepsItsBytesAndSize() throws IOException {
    ImportFixture.run(photos, shards, FOUR_A_SHARD);

    for (ImageRecord image : ImportFixture.records(shards)) {
      assertThat(image.encoded().toByteArray())
          .as(image.filename())
          .isEqualTo(Files.readAllBytes(photos.resolve(image.filename())));
      assertThat(image.heightPx()).isEqualTo(40);
      assertThat(image.widthPx()).isEqualTo(48);
    }
  }

  @Test
  void run_anyNumberOfThreads_givesTheSameBytes() throws IOException {
    FolderSource source = FolderSource.open(photos, ImageSource.Layout.AUTO);
    new ShardImport(source, shards, FOUR_A_SHARD, 1).run(ShardImport.Progress.SILENT);
    Path again = folder.resolve("again");
    new ShardImport(source, again, FOUR_A_SHARD, 5).run(ShardImport.Progress.SILENT);

    assertThat(ImportFixture.contents(again)).isEqualTo(ImportFixture.contents(shards));
  }

  @Test
  void run_seed_ordersImages() throws IOException {
    ImportOptions sorted = FOUR_A_SHARD.withShuffleSeed(OptionalLong.empty());
    ImportFixture.run(photos, shards, sorted);
    ImportFixture.run(photos, folder.resolve("seed-0"), FOUR_A_SHARD);
    ImportFixture.run(
        photos, folder.resolve("seed-1"), FOUR_A_SHARD.withShuffleSeed(OptionalLong.of(1)));

    assertThat(order("shards")).isEqualTo(names());
    assertThat(order("seed-0")).isNotEqualTo(names());
    assertThat(order("seed-1")).isNotEqualTo(order("seed-0")).isNotEqualTo(names());
  }

  @Test
  void run_shardsByBytes_endWithTheImageThatReachesTheTarget() throws IOException {
    long oneImage = Files.size(photos.resolve("photo-00.jpg"));
    ImportFixture.run(
        photos,
        shards,
        FOUR_A_SHARD.withShardSize(ImportOptions.ShardSize.ofBytes(oneImage * 5 / 2)));

    assertThat(ShardSet.open(shards.toString()).shards())
        .extracting(Shard::records)
        .containsExactly(3L, 3L, 3L, 1L);
  }

  @Test
  void run_progress_countsEveryImage() {
    List<Long> done = new ArrayList<>();
    List<ImportCounts> last = new ArrayList<>();

    ImportFixture.run(
        photos,
        shards,
        FOUR_A_SHARD,
        counts -> {
          done.add(counts.imagesDone());
          last.add(counts);
        });

    assertThat(done).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(last.get(9).bytesDone()).isEqualTo(last.get(9).bytesTotal()).isPositive();
  }

  @Test
  void run_noUsableImage_failsAndLeavesTheListButNoManifest() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("a.jpg"), "<html>not found</html>");

    assertThatThrownBy(() -> ImportFixture.run(broken, shards, FOUR_A_SHARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("None of 1 images can be used ({NOT_AN_IMAGE=1})");
    assertThat(shards.resolve("rejected.tsv")).exists();
    assertThat(shards.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void run_shardOfRejectedImagesOnly_leavesNoFile() throws IOException {
    Files.write(photos.resolve("a-0.jpg"), new byte[0]);
    Files.write(photos.resolve("a-1.jpg"), new byte[0]);
    ImportOptions twoAShard =
        ImportOptions.DEFAULT
            .withMinSidePx(32)
            .withShardSize(ImportOptions.ShardSize.ofImages(2))
            .withShuffleSeed(OptionalLong.empty());

    ShardImport.Summary summary = ImportFixture.run(photos, shards, twoAShard);

    assertThat(summary.manifest().shards()).hasSize(5);
    assertThat(summary.manifest().shards().get(0).file())
        .isEqualTo("images-00001-of-00006.tfrecord");
    assertThat(shards.resolve("images-00000-of-00006.tfrecord")).doesNotExist();
    assertThat(ShardSet.open(shards.toString()).records()).isEqualTo(10);
  }

  private ImmutableList<String> names() {
    return FolderSource.open(photos, ImageSource.Layout.FOLDER).images().stream()
        .map(image -> image.name())
        .collect(ImmutableList.toImmutableList());
  }

  private List<String> order(String output) throws IOException {
    return ImportFixture.records(folder.resolve(output)).stream()
        .map(ImageRecord::filename)
        .toList();
  }
}
