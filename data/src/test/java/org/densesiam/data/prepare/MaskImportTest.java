package org.densesiam.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.data.prepare.ImportFixture.FOUR_A_SHARD;

import com.google.common.collect.ImmutableSortedMap;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.densesiam.data.prepare.ShardImport.Progress.ImportCounts;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.RejectReason;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.data.source.SpecialFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images with labels of their pixels, from folders to shards. */
class MaskImportTest {
  private static final int HEIGHT = 40; // of ImportFixture's photos
  private static final int WIDTH = 48;

  @TempDir Path folder;
  private Path photos = Path.of("");
  private Path labels = Path.of("");
  private Path classes = Path.of("");
  private Path shards = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    photos = ImportFixture.photos(folder.resolve("photos"), 6);
    labels = Files.createDirectories(folder.resolve("labels"));
    for (int i = 0; i < 6; i++) {
      label(
          "photo-%02d.png".formatted(i), LabelImages.grey(HEIGHT, WIDTH, MaskImportTest::stripes));
    }
    classes = Files.writeString(folder.resolve("classes.txt"), "sky: stuff\ncar: thing\npole\n");
    shards = folder.resolve("shards");
  }

  @Test
  void run_greyLabels_keepTheirBytesBesideTheirImage() throws IOException {
    label("photo-04.png", LabelImages.grey(HEIGHT, WIDTH, (row, column) -> row % 2));

    importMasks();

    for (ImageRecord each : ImportFixture.records(shards)) {
      Path file = labels.resolve(each.filename().replace(".jpg", ".png"));
      assertThat(each.labelMap().map(ByteString::toByteArray))
          .as(each.filename())
          .hasValue(Files.readAllBytes(file));
    }
  }

  @Test
  void run_classes_areInTheManifestAndTheOpenedSet() throws IOException {
    importMasks();

    assertThat(ShardSet.open(shards.toString()).pixelClasses().orElseThrow())
        .containsExactly(
            new PixelClass("sky", Optional.of(Kind.STUFF)),
            new PixelClass("car", Optional.of(Kind.THING)),
            PixelClass.named("pole"));
    assertThat(Files.readString(shards.resolve("manifest.json")))
        .containsPattern("\"name\" : \"car\",\\s+\"kind\" : \"THING\"");
  }

  @Test
  void run_withoutLabels_leavesTheManifestWithoutClasses() throws IOException {
    ImportFixture.run(photos, shards, FOUR_A_SHARD);

    assertThat(Files.readString(shards.resolve("manifest.json"))).doesNotContain("pixelClasses");
    assertThat(ShardSet.open(shards.toString()).pixelClasses()).isEmpty();
  }

  static Stream<byte[]> threeStripesInManyForms() {
    return Stream.of(
        LabelImages.palette(2, HEIGHT, WIDTH, MaskImportTest::stripes),
        LabelImages.palette(4, HEIGHT, WIDTH, MaskImportTest::stripes),
        LabelImages.palette(8, HEIGHT, WIDTH, MaskImportTest::stripes),
        LabelImages.grey16(HEIGHT, WIDTH, MaskImportTest::stripes));
  }

  @ParameterizedTest
  @MethodSource("threeStripesInManyForms")
  void run_labelsInAnyForm_becomeEightBitGrey(byte[] png) throws IOException {
    label("photo-03.png", png);

    importMasks();

    ByteString written = labelMapOf("photo-03.jpg");
    assertThat(written.toByteArray()).isNotEqualTo(png);
    LabelRaster raster = LabelRaster.read(written.toByteArray());
    assertThat(raster.isGrey8()).isTrue();
    assertThat(values(raster))
        .isEqualTo(
            values(LabelRaster.read(LabelImages.grey(HEIGHT, WIDTH, MaskImportTest::stripes))));
  }

  @Test
  void run_onePixelOfOneBit_isReadAsItsIndex() throws IOException {
    IntBinaryOperator lines = (row, column) -> row % 2;
    label("photo-03.png", LabelImages.palette(1, HEIGHT, WIDTH, lines));

    importMasks();

    assertThat(values(LabelRaster.read(labelMapOf("photo-03.jpg").toByteArray())))
        .isEqualTo(values(LabelRaster.read(LabelImages.grey(HEIGHT, WIDTH, lines))));
  }

  @Test
  void run_voidClass_isIgnoredAndTheOthersCloseUp() throws IOException {
    Files.writeString(classes, "background: void\ncar\npole\n");

    importMasks();

    assertThat(ShardSet.open(shards.toString()).pixelClasses().orElseThrow())
        .containsExactly(PixelClass.named("car"), PixelClass.named("pole"));
    List<Integer> row =
        values(LabelRaster.read(labelMapOf("photo-00.jpg").toByteArray())).subList(0, 4);
    assertThat(row).containsExactly(255, 0, 1, 255);
  }

  @Test
  void run_value255_staysIgnoredWithoutBeingNamed() throws IOException {
    label("photo-02.png", LabelImages.grey(HEIGHT, WIDTH, (row, column) -> 255));

    importMasks();

    assertThat(values(LabelRaster.read(labelMapOf("photo-02.jpg").toByteArray())))
        .containsOnly(255);
  }

  @Test
  void run_scenes_importAsTheyAre() throws IOException {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(1, 1, 2).write(scenes);

    new ShardImport(
            MaskFolders.open(
                SceneFolder.valImages(scenes),
                SceneFolder.valLabels(scenes),
                scenes.resolve("classes.txt")),
            shards,
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);

    assertThat(ShardSet.open(shards.toString()).pixelClasses().orElseThrow()).hasSize(8);
    assertThat(labelMapOf("000000.jpg").toByteArray())
        .isEqualTo(Files.readAllBytes(SceneFolder.valLabels(scenes).resolve("000000.png")));
  }

  @Test
  void run_anyNumberOfThreadsAndStopped_givesTheSameBytes() throws IOException {
    Files.writeString(classes, "background: void\ncar\npole\n"); // so that labels are written anew
    importMasks();
    ImmutableSortedMap<String, String> whole = ImportFixture.contents(shards);
    Path stopped = folder.resolve("stopped");

    assertThatThrownBy(
            () ->
                importMasks(
                    stopped,
                    5,
                    counts -> {
                      if (counts.imagesDone() == 5) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessage("stopped");
    ShardImport.Summary summary = importMasks(stopped, 1, ShardImport.Progress.SILENT);

    assertThat(summary.keptShards()).isEqualTo(1);
    assertThat(ImportFixture.contents(stopped)).isEqualTo(whole);
  }

  @Test
  void run_otherClasses_areAnotherImport() throws IOException {
    importMasks();
    Files.writeString(classes, "sky\nwagon\npole\n");

    assertThatThrownBy(this::importMasks)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds a finished import of other images");
  }

  @Test
  void run_labelsOfAnotherSize_areRefusedWithBothSizesAndNothingIsWritten() throws IOException {
    label("photo-03.png", LabelImages.grey(HEIGHT, WIDTH + 1, MaskImportTest::stripes));

    assertRefused(
        "Labels %s are 40 x 49 (height x width), but image %s is 40 x 48; give labels of the image's size"
            .formatted(labels.resolve("photo-03.png"), photos.resolve("photo-03.jpg")));
  }

  @Test
  void run_valueOutsideTheClasses_isRefusedWithFileAndValue() throws IOException {
    label(
        "photo-03.png",
        LabelImages.grey(HEIGHT, WIDTH, (row, column) -> row == 7 && column == 5 ? 3 : 0));

    assertRefused(
        "Labels %s have value 3 in row 7, column 5, but the class list has values 0 to 2 and 255; add a class or a 'void' line for it"
            .formatted(labels.resolve("photo-03.png")));
  }

  @Test
  void run_colours_areRefused() throws IOException {
    label("photo-03.png", TestImages.png(HEIGHT, WIDTH));

    assertRefused(
        "Labels %s cannot be used: expected one channel or a palette, found 4 channels: colours are not classes"
            .formatted(labels.resolve("photo-03.png")));
  }

  @Test
  void run_brokenLabels_areRefused() throws IOException {
    label("photo-03.png", TestImages.jpeg(HEIGHT, WIDTH, 1));

    assertRefused("cannot be used: expected a PNG, found another format");
  }

  @Test
  void run_truncatedLabels_areRefused() throws IOException {
    byte[] whole = LabelImages.grey(HEIGHT, WIDTH, (row, column) -> (row * column) % 3);
    label("photo-03.png", Arrays.copyOf(whole, whole.length / 2));

    assertRefused("Labels " + labels.resolve("photo-03.png") + " cannot be used: ");
  }

  @Test
  void run_severalFaults_tellTheFirstAndHowMany() throws IOException {
    label("photo-02.png", LabelImages.grey(HEIGHT, 7, MaskImportTest::stripes));
    label("photo-04.png", LabelImages.grey(HEIGHT, 7, MaskImportTest::stripes));

    assertRefused("photo-02.png are 40 x 7");
    assertRefused("(the first of 2 faulty label files of 6)");
  }

  @Test
  void run_brokenImage_isRejectedAsEver() throws IOException {
    Files.write(photos.resolve("photo-03.jpg"), new byte[] {1, 2, 3});

    assertThat(importMasks().manifest().rejected()).containsEntry(RejectReason.NOT_AN_IMAGE, 1);
  }

  @Test
  void run_hugeLabels_areRefusedBeforeTheyAreDecoded() throws IOException {
    label("photo-03.png", TestImages.pngHeader(20_000, 20_000));

    assertRefused(
        "photo-03.png cannot be used: expected at most 64000000 pixels, found 20000 x 20000");
  }

  @Test
  @Timeout(120) // a pipe that is opened is waited for
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_pipeAsImage_isRejected() throws Exception {
    Files.delete(photos.resolve("photo-03.jpg"));
    SpecialFiles.pipe(photos.resolve("photo-03.jpg"));

    assertThat(importMasks().manifest().rejected()).containsEntry(RejectReason.NOT_A_FILE, 1);
  }

  @Test
  @Timeout(120)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_pipeAsLabels_isRefused() throws Exception {
    Files.delete(labels.resolve("photo-03.png"));
    SpecialFiles.pipe(labels.resolve("photo-03.png"));

    assertRefused("photo-03.png cannot be used: expected a regular file, found a named pipe");
  }

  @Test
  void run_progress_tellsOfLabelsFirst() {
    List<String> told = new ArrayList<>();
    importMasks(
        shards,
        2,
        new ShardImport.Progress() {
          @Override
          public void checkedLabels(long done, long total) {
            told.add("label " + done + "/" + total);
          }

          @Override
          public void advanced(ImportCounts counts) {
            told.add("image " + counts.imagesDone() + "/" + counts.imagesTotal());
          }
        });

    assertThat(told).hasSize(12).startsWith("label 1/6").endsWith("image 6/6");
  }

  private static int stripes(int row, int column) {
    return column % 3;
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(this::importMasks)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
    assertThat(shards).doesNotExist();
  }

  private ShardImport.Summary importMasks() {
    return importMasks(shards, 2, ShardImport.Progress.SILENT);
  }

  private ShardImport.Summary importMasks(Path to, int threads, ShardImport.Progress progress) {
    return new ShardImport(MaskFolders.open(photos, labels, classes), to, FOUR_A_SHARD, threads)
        .run(progress);
  }

  private void label(String name, byte[] png) throws IOException {
    Files.write(labels.resolve(name), png);
  }

  private ByteString labelMapOf(String filename) throws IOException {
    return ImportFixture.records(shards).stream()
        .filter(each -> each.filename().equals(filename))
        .findFirst()
        .flatMap(ImageRecord::labelMap)
        .orElseThrow();
  }

  private static List<Integer> values(LabelRaster raster) {
    return IntStream.range(0, raster.size()).map(raster::value).boxed().toList();
  }
}
