package org.densesiam.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.picture.Orientation;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.source.MaskFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photographs that a camera stored as it was held. */
final class ExifOrientationTest {
  private static final ImportOptions OPTIONS = ImportOptions.DEFAULT;
  private static final int HEIGHT = 48; // as stored
  private static final int WIDTH = 64;

  @TempDir private Path folder;
  private Path from;

  @BeforeEach
  void makeFolder() throws IOException {
    from = Files.createDirectory(folder.resolve("from"));
  }

  /** Stored are the quarters red, green / blue, white, "RG/BW". */
  @ParameterizedTest
  @CsvSource({"2, GR/WB", "3, WB/GR", "4, BW/RG", "5, RB/GW", "6, BR/WG", "7, WG/BR", "8, GW/RB"})
  void run_turnedJpeg_isWrittenAsItIsShownWithoutItsNote(int number, String shown)
      throws IOException {
    photo("a.jpg", number);

    Manifest manifest = ImportFixture.run(from, folder.resolve("to"), OPTIONS).manifest();

    ImageRecord image = ImportFixture.onlyRecord(folder.resolve("to"));
    BufferedImage picture = TestImages.decode(image.encoded().toByteArray());
    assertThat(quarters(picture)).isEqualTo(shown);
    assertThat(image.heightPx()).isEqualTo(number >= 5 ? WIDTH : HEIGHT);
    assertThat(picture.getHeight()).isEqualTo(image.heightPx());
    assertThat(picture.getWidth()).isEqualTo(image.widthPx());
    assertThat(Orientation.of(image.encoded().toByteArray())).isEqualTo(Orientation.UPRIGHT);
    assertThat(manifest.repaired()).isEqualTo(new Repairs(0, 0, 1));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "9"}) // 0 and 9 mean nothing
  void run_uprightJpeg_keepsItsBytes(int number) throws IOException {
    byte[] file = photo("a.jpg", number);

    Manifest manifest = ImportFixture.run(from, folder.resolve("to"), OPTIONS).manifest();

    assertThat(ImportFixture.onlyRecord(folder.resolve("to")).encoded().toByteArray())
        .isEqualTo(file);
    assertThat(manifest.repaired()).isEqualTo(Repairs.NONE);
  }

  @Test
  void run_asStored_keepsItsBytes() throws IOException {
    byte[] file = photo("a.jpg", 6);

    Manifest manifest =
        ImportFixture.run(from, folder.resolve("to"), OPTIONS.withExifOrientation(false))
            .manifest();

    assertThat(ImportFixture.onlyRecord(folder.resolve("to")).encoded().toByteArray())
        .isEqualTo(file);
    assertThat(manifest.repaired()).isEqualTo(Repairs.NONE);
    assertThatThrownBy(() -> ImportFixture.run(from, folder.resolve("to"), OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds a finished import with other options");
  }

  @Test
  void run_turnedCmyk_isBothRepairs() throws IOException {
    byte[] cmyk = TestImages.withAdobeMarker(TestImages.fourComponents(255, 0, 0, 200), 0);
    Files.write(from.resolve("a.jpg"), TestImages.withOrientation(cmyk, 6));

    Manifest manifest = ImportFixture.run(from, folder.resolve("to"), OPTIONS).manifest();

    ImageRecord image = ImportFixture.onlyRecord(folder.resolve("to"));
    assertThat(image.heightPx()).as("40 x 48 before").isEqualTo(48);
    assertThat(manifest.repaired()).isEqualTo(new Repairs(1, 0, 1));
  }

  @Test
  void run_labelsAsShown_goAlong() throws IOException {
    photo("a.jpg", 6);

    importMasks(LabelImages.grey(WIDTH, HEIGHT, (row, column) -> row % 2), OPTIONS);

    ImageRecord image = ImportFixture.onlyRecord(folder.resolve("to"));
    assertThat(image.labelMap()).isPresent();
    assertThat(image.heightPx()).isEqualTo(WIDTH);
  }

  @Test
  void run_labelsAsStored_areRefusedUnlessTheImageStaysSo() throws IOException {
    photo("a.jpg", 6);
    byte[] labels = LabelImages.grey(HEIGHT, WIDTH, (row, column) -> row % 2);

    assertThatThrownBy(() -> importMasks(labels, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Labels %s are 48 x 64 (height x width), but image %s is 64 x 48; give labels of the image's size as its EXIF orientation shows it, or import with --no-exif-orientation",
            folder.resolve("labels/a.png"), from.resolve("a.jpg"));
    assertThat(folder.resolve("to")).doesNotExist();

    importMasks(labels, OPTIONS.withExifOrientation(false));
    assertThat(ImportFixture.onlyRecord(folder.resolve("to")).heightPx()).isEqualTo(HEIGHT);
  }

  @Test
  void read_manifestOfBeforeImagesWereTurned_isThatOfOneThatTurnsNone() throws IOException {
    byte[] file = photo("a.jpg", 6);
    ImportOptions before = OPTIONS.withExifOrientation(false);
    ImportFixture.run(from, folder.resolve("to"), before);
    Path manifest = folder.resolve("to/manifest.json");
    String older =
        Files.readString(manifest)
            .replaceFirst(",\\s*\"maxPixels\" : 64000000", "")
            .replaceFirst(",\\s*\"exifOrientation\" : false", "")
            .replaceFirst(",\\s*\"turned\" : 0", "");
    assertThat(older).doesNotContain("maxPixels", "exifOrientation", "turned");
    Files.writeString(manifest, older);

    ShardImport.Summary again = ImportFixture.run(from, folder.resolve("to"), before);

    assertThat(again.keptShards()).isEqualTo(1);
    assertThat(Manifest.read(manifest).repaired()).isEqualTo(Repairs.NONE);
    assertThat(Manifest.read(manifest).options().maxPixels()).isEmpty();
    assertThat(ImportFixture.onlyRecord(folder.resolve("to")).encoded().toByteArray())
        .isEqualTo(file);
  }

  private byte[] photo(String name, int orientation) throws IOException {
    byte[] file = TestImages.withOrientation(TestImages.fourQuarters(HEIGHT, WIDTH), orientation);
    Files.write(from.resolve(name), file);
    return file;
  }

  private void importMasks(byte[] labels, ImportOptions options) throws IOException {
    Files.write(Files.createDirectories(folder.resolve("labels")).resolve("a.png"), labels);
    Path classes = Files.writeString(folder.resolve("classes.txt"), "sky\ncar\n");
    new ShardImport(
            MaskFolders.open(from, folder.resolve("labels"), classes),
            folder.resolve("to"),
            options)
        .run(ShardImport.Progress.SILENT);
  }

  private static String quarters(BufferedImage picture) {
    int bottom = picture.getHeight() * 3 / 4;
    int right = picture.getWidth() * 3 / 4;
    int top = picture.getHeight() / 4;
    int left = picture.getWidth() / 4;
    return ""
        + colour(picture.getRGB(left, top))
        + colour(picture.getRGB(right, top))
        + "/"
        + colour(picture.getRGB(left, bottom))
        + colour(picture.getRGB(right, bottom));
  }

  private static char colour(int rgb) {
    return switch (rgb & 0x808080) { // half is far from what a JPEG loses
      case 0x800000 -> 'R';
      case 0x008000 -> 'G';
      case 0x000080 -> 'B';
      case 0x808080 -> 'W';
      default -> '?';
    };
  }
}
