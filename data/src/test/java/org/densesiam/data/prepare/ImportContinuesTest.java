package org.densesiam.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.data.prepare.ImportFixture.FOUR_A_SHARD;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports that were stopped, started again, or sent to a folder that is not theirs. */
class ImportContinuesTest {
  @TempDir Path folder;
  private Path photos = Path.of("");
  private Path shards = Path.of("");

  @BeforeEach
  void makePhotos() throws IOException {
    photos = ImportFixture.photos(folder.resolve("photos"), 10);
    shards = folder.resolve("shards");
  }

  @Test
  void run_stoppedAfterAnyImage_goesOnToTheSameBytes() throws IOException {
    Files.write(photos.resolve("photo-03.jpg"), new byte[0]);
    ImportFixture.run(photos, folder.resolve("whole"), FOUR_A_SHARD);
    ImmutableSortedMap<String, String> whole = ImportFixture.contents(folder.resolve("whole"));
    for (int stopAfter = 1; stopAfter < 10; stopAfter++) {
      Path stopped = folder.resolve("stopped-" + stopAfter);
      stopAfter(stopped, stopAfter);
      ShardImport.Summary summary = ImportFixture.run(photos, stopped, FOUR_A_SHARD);

      assertThat(ImportFixture.contents(stopped))
          .as("stopped after %d images", stopAfter)
          .isEqualTo(whole);
      // The shard that the last image fills is not finished when that image is told.
      assertThat(summary.keptShards()).isEqualTo((stopAfter - 1) / 4);
    }
  }

  @Test
  void run_stopped_leavesOnlyWholeShards() throws IOException {
    stopAfter(shards, 6);

    assertThat(ImportFixture.contents(shards).keySet())
        .contains("images-00000-of-00003.tfrecord")
        .noneMatch(name -> name.endsWith(".tmp") || name.contains("00001-of"))
        .doesNotContain("manifest.json");
    assertThatThrownBy(() -> ShardSet.open(shards.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds an unfinished import")
        .hasMessageContaining("run the same import command again");
  }

  @Test
  void run_keptShardOfWrongSize_isWrittenAgain() throws IOException {
    stopAfter(shards, 6);
    Files.write(shards.resolve("images-00000-of-00003.tfrecord"), new byte[7]);

    assertThat(ImportFixture.run(photos, shards, FOUR_A_SHARD).keptShards()).isZero();
    ShardSet.open(shards.toString()).verify(ScanProgress.SILENT);
  }

  @Test
  void run_interrupted_stopsAndCanGoOn() {
    assertThatThrownBy(
            () ->
                ImportFixture.run(
                    photos, shards, FOUR_A_SHARD, counts -> Thread.currentThread().interrupt()))
        .satisfiesAnyOf(
            error -> assertThat(error).isInstanceOf(CancellationException.class),
            error -> assertThat(error).isInstanceOf(UncheckedIOException.class));
    assertThat(Thread.interrupted()).isTrue();

    assertThat(ImportFixture.run(photos, shards, FOUR_A_SHARD).manifest().records()).isEqualTo(10);
  }

  @Test
  void run_finishedImportAgain_touchesNothing() throws IOException {
    ShardImport.Summary first = ImportFixture.run(photos, shards, FOUR_A_SHARD);
    ImmutableSortedMap<String, String> before = ImportFixture.contents(shards);

    ShardImport.Summary second =
        ImportFixture.run(
            photos,
            shards,
            FOUR_A_SHARD,
            counts -> {
              throw new AssertionError("an image was read again");
            });

    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(second.keptShards()).isEqualTo(3);
    assertThat(ImportFixture.contents(shards)).isEqualTo(before);
  }

  @Test
  void run_otherOptions_areRefusedForFinishedAndUnfinished() {
    ImportOptions other = FOUR_A_SHARD.withShuffleSeed(OptionalLong.of(8));
    stopAfter(shards, 6);
    assertThatThrownBy(() -> ImportFixture.run(photos, shards, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds an unfinished import with other options")
        .hasMessageContaining("OptionalLong[0]")
        .hasMessageContaining("OptionalLong[8]");

    ImportFixture.run(photos, shards, FOUR_A_SHARD);
    assertThatThrownBy(() -> ImportFixture.run(photos, shards, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds a finished import with other options");
  }

  @Test
  void run_otherImages_areRefused() throws IOException {
    stopAfter(shards, 6);
    Files.write(photos.resolve("photo-99.jpg"), TestImages.jpeg(40, 40, 99));

    assertThatThrownBy(() -> ImportFixture.run(photos, shards, FOUR_A_SHARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unfinished import of other images")
        .hasMessageContaining("images=10")
        .hasMessageContaining("images=11");
  }

  @Test
  void run_folderWithOtherContent_isRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(shards);
    Files.writeString(shards.resolve("thesis.txt"), "precious");

    assertThatThrownBy(() -> ImportFixture.run(photos, shards, FOUR_A_SHARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not empty and holds no import of ours (it has thesis.txt)");
    assertThat(ImportFixture.contents(shards).keySet()).containsExactly("thesis.txt");
  }

  @Test
  void run_file_isRefused() throws IOException {
    Files.writeString(shards, "a file");

    assertThatThrownBy(() -> ImportFixture.run(photos, shards, FOUR_A_SHARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a file; give a folder");
  }

  @Test
  void run_folderThatCannotBeMade_saysWhyAndWhatToDo() throws IOException {
    Files.writeString(shards, "a file");

    assertThatThrownBy(() -> ImportFixture.run(photos, shards.resolve("below"), FOUR_A_SHARD))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write to " + shards + "/below: Not a directory; make room");
  }

  @Test
  void run_whileAnotherWritesThere_isRefused() {
    assertThatThrownBy(
            () ->
                ImportFixture.run(
                    photos,
                    shards,
                    FOUR_A_SHARD,
                    counts -> ImportFixture.run(photos, shards, FOUR_A_SHARD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Another import is writing to " + shards);
  }

  @Test
  void run_shardCannotBeWritten_saysWhatToDoAndKeepsTheRest() throws IOException {
    Path obstacle = shards.resolve("images-00001-of-00003.tfrecord");
    assertThatThrownBy(
            () ->
                ImportFixture.run(
                    photos, shards, FOUR_A_SHARD, counts -> makeFolder(obstacle.resolve("x"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write to " + shards)
        .hasMessageContaining("run the same import again");
    assertThat(ImportFixture.contents(shards).keySet())
        .contains("images-00000-of-00003.tfrecord")
        .noneMatch(name -> name.endsWith(".tmp"))
        .doesNotContain("manifest.json");
  }

  private void stopAfter(Path to, long images) {
    assertThatThrownBy(
            () ->
                ImportFixture.run(
                    photos,
                    to,
                    FOUR_A_SHARD,
                    counts -> {
                      if (counts.imagesDone() == images) {
                        throw new CancellationException("stopped by the test");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
