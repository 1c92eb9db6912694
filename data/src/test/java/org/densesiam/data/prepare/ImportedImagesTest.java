package org.densesiam.data.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Bytes;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.densesiam.data.picture.JpegMarkers;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.shard.RejectReason;
import org.densesiam.data.source.SpecialFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each kind of file. */
class ImportedImagesTest {
  private static final ImportOptions OPTIONS = ImportOptions.DEFAULT;
  // Quality 95 and two roundings of the colour transform.
  private static final int COLOUR_TOLERANCE = 4;

  @TempDir Path folder;

  @Test
  void rejected_eachReason_isListedSortedWithItsDetail() throws IOException {
    Path from = ImportFixture.photos(folder.resolve("from"), 1);
    byte[] jpeg = TestImages.jpeg(64, 64, 1);
    byte[] png = TestImages.png(64, 64);
    Files.write(from.resolve("a-empty.jpg"), new byte[0]);
    Files.writeString(from.resolve("b-page.jpg"), "<html>404</html>");
    Files.write(from.resolve("c-zeros.jpg"), new byte[5000]);
    Files.write(from.resolve("d-picture.gif"), TestImages.other("gif"));
    Files.write(from.resolve("e-picture.jpg"), TestImages.other("bmp"));
    Files.write(from.resolve("f-half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    Files.write(from.resolve("g-almost.jpg"), Arrays.copyOf(jpeg, jpeg.length - 1));
    Files.write(from.resolve("h-header.jpg"), Arrays.copyOf(jpeg, 100));
    Files.write(from.resolve("i-half.png"), Arrays.copyOf(png, png.length / 2));
    Files.write(from.resolve("j-flipped.png"), flipped(png));
    Files.write(from.resolve("k-head-and-end.jpg"), headAndEnd(jpeg));
    Files.write(from.resolve("l-small.jpg"), TestImages.jpeg(31, 400, 1));
    Files.createSymbolicLink(from.resolve("m-dangling.jpg"), folder.resolve("nowhere"));

    ShardImport.Summary summary = ImportFixture.run(from, folder.resolve("to"), OPTIONS);

    assertThat(Files.readString(summary.rejectedFile()).lines().map(ImportedImagesTest::columns))
        .containsExactly(
            "file|reason",
            "a-empty.jpg|EMPTY",
            "b-page.jpg|NOT_AN_IMAGE",
            "c-zeros.jpg|NOT_AN_IMAGE",
            "d-picture.gif|UNSUPPORTED_FORMAT",
            "e-picture.jpg|UNSUPPORTED_FORMAT",
            "f-half.jpg|TRUNCATED",
            "g-almost.jpg|TRUNCATED",
            "h-header.jpg|TRUNCATED",
            "i-half.png|TRUNCATED",
            "j-flipped.png|BROKEN",
            "k-head-and-end.jpg|BROKEN",
            "l-small.jpg|TOO_SMALL",
            "m-dangling.jpg|UNREADABLE");
    assertThat(Files.readString(summary.rejectedFile()))
        .contains("expected both sides at least 32 px, found 31 x 400 (height x width)")
        .contains("TensorFlow: ");
    assertThat(summary.manifest().rejected())
        .containsEntry(RejectReason.TRUNCATED, 4)
        .containsEntry(RejectReason.BROKEN, 2);
    assertThat(summary.rejected()).isEqualTo(13);
    assertThat(summary.manifest().records()).isEqualTo(1);
  }

  @Test
  @Timeout(120) // a pipe that is opened is waited for
  @EnabledOnOs(OS.LINUX)
  void rejected_whatIsNoFile_isListedWithWhatItIs() throws Exception {
    Path from = ImportFixture.photos(folder.resolve("from"), 1);
    SpecialFiles.pipe(from.resolve("a-pipe.jpg"));
    Files.createSymbolicLink(from.resolve("b-zero.png"), Path.of("/dev/zero"));
    Files.createSymbolicLink(from.resolve("c-loop.jpg"), from.resolve("c-loop.jpg"));
    Files.createSymbolicLink(from.resolve("d-dangling.jpg"), Path.of("/no\u001b[31mwhere"));
    SpecialFiles.copyToName(from.resolve("photo-00.jpg"), from, "e-caf\\351.jpg");
    Files.write(from.resolve("f\nx\tEMPTY\u001b[2J.jpg"), new byte[0]);

    ShardImport.Summary summary = ImportFixture.run(from, folder.resolve("to"), OPTIONS);

    String loop = from.resolve("c-loop.jpg").toString();
    assertThat(Files.readAllLines(summary.rejectedFile()))
        .hasSize(7)
        .contains(
            "a-pipe.jpg\tNOT_A_FILE\texpected a regular file, found a named pipe",
            "b-zero.png\tNOT_A_FILE\texpected a regular file, found a link to /dev/zero, a character device",
            "d-dangling.jpg\tUNREADABLE\texpected a regular file, found a link to /no\\u001b[31mwhere, where there is nothing",
            "f\\nx\\tEMPTY\\u001b[2J.jpg\tEMPTY\texpected an image, found 0 bytes")
        .anyMatch(
            row ->
                row.startsWith(
                    "c-loop.jpg\tUNREADABLE\texpected a regular file, found a link to "
                        + loop
                        + ", which cannot be followed: "))
        .anyMatch(
            row -> row.startsWith("e-caf%E9.jpg\tUNREADABLE\texpected a name in the encoding"));
    assertThat(summary.manifest().rejected())
        .containsEntry(RejectReason.NOT_A_FILE, 2)
        .containsEntry(RejectReason.UNREADABLE, 3);
    assertThat(summary.manifest().records()).isEqualTo(1);
  }

  @Test
  void rejected_moreThanMaxPixels_areNotDecoded() throws IOException {
    Path from = ImportFixture.photos(folder.resolve("from"), 1); // 40 x 48
    Files.write(from.resolve("a-just.jpg"), TestImages.jpeg(50, 40, 1));
    Files.write(from.resolve("b-above.jpg"), TestImages.jpeg(41, 50, 1));
    Files.write(from.resolve("c-above.png"), TestImages.png(41, 50));
    Files.write(from.resolve("d-bomb.png"), TestImages.pngHeader(1 << 16, 1 << 16));

    ShardImport.Summary summary =
        ImportFixture.run(from, folder.resolve("to"), OPTIONS.withMaxPixels(OptionalLong.of(2000)));

    assertThat(Files.readAllLines(summary.rejectedFile()))
        .containsExactly(
            "file\treason\tdetail",
            "b-above.jpg\tTOO_LARGE\texpected at most 2000 pixels, found 41 x 50 (height x width)",
            "c-above.png\tTOO_LARGE\texpected at most 2000 pixels, found 41 x 50 (height x width)",
            "d-bomb.png\tTOO_LARGE\texpected at most 2000 pixels, found 65536 x 65536 (height x width)");
    assertThat(summary.manifest().records()).isEqualTo(2);
  }

  @Test
  void rejected_bombByTheUsualLimit_isTooLarge() throws IOException {
    Path from = ImportFixture.photos(folder.resolve("from"), 1);
    Files.write(from.resolve("bomb.png"), TestImages.pngHeader(20_000, 20_000));

    assertThat(ImportFixture.run(from, folder.resolve("to"), OPTIONS).manifest().rejected())
        .containsEntry(RejectReason.TOO_LARGE, 1);
  }

  @Test
  void tensorFlowAlone_refusesTruncatedFiles() {
    // The import looks for the end marker first; this keeps watch that the decoder would refuse,
    // too.
    byte[] jpeg = TestImages.jpeg(64, 64, 1);
    try (ImageProof proof = new ImageProof()) {
      assertThatThrownBy(
              () -> proof.decode(Arrays.copyOf(jpeg, jpeg.length / 2), ImageRecord.Format.JPEG))
          .isInstanceOf(UnusableImageException.class);
    }
  }

  @Test
  void kept_greyscaleAndTrailingBytes_areNotTouched() throws IOException {
    assertKeptAsIs(TestImages.greyJpeg(40, 48), "grey.jpg", ImageRecord.Format.JPEG);
    assertKeptAsIs(
        Bytes.concat(TestImages.jpeg(40, 48, 1), "appended".getBytes(UTF_8)),
        "long.jpg",
        ImageRecord.Format.JPEG);
    assertKeptAsIs(TestImages.png(40, 48), "picture.png", ImageRecord.Format.PNG);
  }

  @Test
  void repaired_pngNamedJpeg_staysAPngAndSaysSo() throws IOException {
    ShardImport.Summary summary =
        assertKeptAsIs(TestImages.png(40, 48), "n02105855_2933.JPEG", ImageRecord.Format.PNG);

    assertThat(summary.manifest().repaired()).isEqualTo(new Repairs(0, 1, 0));
  }

  @Test
  void repaired_cmykOfAdobe_hasRightColours() throws IOException {
    // Inverted inks: red is C = 255, M = Y = 0, under K = 200 of 255.
    byte[] cmyk = TestImages.withAdobeMarker(TestImages.fourComponents(255, 0, 0, 200), 0);

    assertColour(importRepaired(cmyk), new Color(200, 0, 0));
  }

  @Test
  void repaired_ycckOfAdobe_hasRightColours() throws IOException {
    // Inverted inks (40, 120, 200) as YCC of (215, 135, 55), JFIF's matrix; K = 255: no black.
    double y = 0.299 * 215 + 0.587 * 135 + 0.114 * 55;
    int cb = (int) Math.round(128 + (55 - y) / 1.772);
    int cr = (int) Math.round(128 + (215 - y) / 1.402);
    byte[] ycck =
        TestImages.withAdobeMarker(TestImages.fourComponents((int) Math.round(y), cb, cr, 255), 2);

    assertColour(importRepaired(ycck), new Color(40, 120, 200));
  }

  @Test
  void repaired_cmykWithoutMarker_hasPlainInks() throws IOException {
    // Plain inks: no cyan, half magenta, full yellow, no black.
    byte[] cmyk = TestImages.fourComponents(0, 128, 255, 0);

    assertColour(importRepaired(cmyk), new Color(255, 127, 0));
  }

  private ImageRecord importRepaired(byte[] cmyk) throws IOException {
    Path from = Files.createDirectories(folder.resolve("from"));
    Files.write(from.resolve("cmyk.JPEG"), cmyk);
    ShardImport.Summary summary = ImportFixture.run(from, folder.resolve("to"), OPTIONS);
    assertThat(summary.manifest().repaired()).isEqualTo(new Repairs(1, 0, 0));
    return ImportFixture.onlyRecord(summary.folder());
  }

  private static void assertColour(ImageRecord image, Color expected) throws IOException {
    byte[] encoded = image.encoded().toByteArray();
    assertThat(JpegMarkers.of(encoded).components()).isEqualTo(3);
    Color found = new Color(TestImages.decode(encoded).getRGB(20, 20));
    assertThat(found.getRed()).as("red").isCloseTo(expected.getRed(), within(COLOUR_TOLERANCE));
    assertThat(found.getGreen())
        .as("green")
        .isCloseTo(expected.getGreen(), within(COLOUR_TOLERANCE));
    assertThat(found.getBlue()).as("blue").isCloseTo(expected.getBlue(), within(COLOUR_TOLERANCE));
  }

  private ShardImport.Summary assertKeptAsIs(byte[] file, String name, ImageRecord.Format format)
      throws IOException {
    Path from = Files.createDirectories(folder.resolve("from-" + name));
    Files.write(from.resolve(name), file);
    ShardImport.Summary summary = ImportFixture.run(from, folder.resolve("to-" + name), OPTIONS);

    ImageRecord image = ImportFixture.onlyRecord(summary.folder());
    assertThat(image.encoded().toByteArray()).as(name).isEqualTo(file);
    assertThat(image.format()).as(name).isEqualTo(format);
    assertThat(image.heightPx()).as(name).isEqualTo(40);
    return summary;
  }

  /** Whole markers, no pixels. */
  private static byte[] headAndEnd(byte[] jpeg) {
    int scan = Bytes.indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xda});
    return Bytes.concat(
        Arrays.copyOf(jpeg, scan),
        new byte[] {(byte) 0xff, (byte) 0xda, 0, 2, (byte) 0xff, (byte) 0xd9});
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 0x55;
    return flipped;
  }

  private static String columns(String line) {
    String[] columns = line.split("\t", -1);
    return columns[0] + "|" + columns[1];
  }
}
