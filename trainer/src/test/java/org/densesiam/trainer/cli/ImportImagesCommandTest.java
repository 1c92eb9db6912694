package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.densesiam.data.shard.ShardSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportImagesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temporary;
  private Path from;
  private Path to;

  @BeforeEach
  void makeFolders() throws IOException {
    from = Files.createDirectory(temporary.resolve("photos"));
    to = temporary.resolve("shards");
  }

  @Test
  void photographs_becomeShards_andTheSummaryCountsThem() throws IOException {
    picture("b/1.png", 40);
    picture("2.jpg", 40);
    picture("a/small.png", 20);
    Files.writeString(from.resolve("broken.jpg"), "no picture");
    Files.copy(from.resolve("b/1.png"), from.resolve("named-wrongly.jpg"));
    Files.writeString(from.resolve("notes.txt"), "not read");

    assertThat(run("--images-per-shard", "2")).isEqualTo(ExitCode.DONE);

    assertThat(ShardSet.open(to.toString()).records()).isEqualTo(3);
    assertThat(lines(out))
        .containsSubsequence(
            "Source       %s is read as any folder, without labels (its subfolders are not named as synsets, n and eight digits)"
                .formatted(from),
            "Images       5 found, 3 written",
            "             2 rejected: 1 not an image, 1 too small; see "
                + to.resolve("rejected.tsv"),
            "             1 of another format than their names say, kept",
            "             1 other files, not read",
            "Labels       none",
            "Next         densesiam preview --data " + to);
    assertThat(out.toString()).containsPattern("Shards +[23] in " + to + ", [0-9.]+ kB\n");
    assertThat(lines(err)).hasSize(1).first().asString().contains("is read as any folder");
  }

  @Test
  void classFolders_becomeLabels() throws IOException {
    picture("n01440764/1.png", 40);
    picture("n01443537/2.png", 40);

    assertThat(run()).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("Labels       2 classes");
  }

  @Test
  void finishedImport_asksForNothing() throws IOException {
    picture("1.png", 40);
    run();
    byte[] manifest = Files.readAllBytes(to.resolve("manifest.json"));

    assertThat(run()).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains(", all there already");
    assertThat(to.resolve("manifest.json")).hasBinaryContent(manifest);
  }

  @Test
  void folderWithBlanks_isQuotedInTheNextCommand() throws IOException {
    picture("1.png", 40);
    to = temporary.resolve("my shards");

    run();

    assertThat(out.toString()).contains("densesiam preview --data '" + to + "'");
  }

  @Test
  void smallestSide_isTheUsersToChoose() throws IOException {
    picture("1.png", 20);

    assertThat(run("--min-side", "20")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void orientation_isTheUsersToChoose() throws IOException {
    picture("1.png", 40);
    Path manifest = to.resolve("manifest.json");

    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(manifest).content().contains("\"exifOrientation\" : true");
    assertThat(run("--exif-orientation")).as("the usual").isEqualTo(ExitCode.DONE);
    assertRefused("a finished import with other options", "--no-exif-orientation");
  }

  @Test
  void mostPixels_areTheUsersToChoose() throws IOException {
    picture("1.png", 40);
    picture("2.png", 41);

    assertThat(run("--max-pixels", "1600")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("1 rejected: 1 too large; see ");
    assertRefused("maxPixels must be positive: ", "--max-pixels", "0");
  }

  @Test
  void missingFolder_isTheCallersFault() {
    from = temporary.resolve("nowhere");

    assertRefused(from + " does not exist; give a folder of JPEG or PNG images");
  }

  @Test
  void fileAsFrom_isTheCallersFault() throws IOException {
    picture("1.png", 40);
    from = from.resolve("1.png");

    assertRefused(from + " is not a folder; give a folder of JPEG or PNG images");
  }

  @Test
  void folderWithoutPictures_isTheCallersFault() throws IOException {
    Files.writeString(from.resolve("notes.txt"), "");

    assertRefused(
        from + " holds no image files (1 other files); give a folder of JPEG or PNG images");
  }

  @Test
  void brokenPicturesOnly_areTheCallersFault_andListed() throws IOException {
    Files.writeString(from.resolve("1.jpg"), "no picture");
    Files.createFile(from.resolve("2.jpg"));

    assertRefused(
        "None of 2 images can be used ({EMPTY=1, NOT_AN_IMAGE=1}), see "
            + to.resolve("rejected.tsv")
            + "; give a folder with sound JPEG or PNG images");
    assertThat(to.resolve("rejected.tsv")).content().contains("1.jpg\tNOT_AN_IMAGE\t");
    assertThat(to.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void targetWithOtherContent_isTheCallersFault_andStaysAsItIs() throws IOException {
    picture("1.png", 40);
    Files.writeString(Files.createDirectory(to).resolve("thesis.tex"), "");

    assertRefused(
        to
            + " is not empty and holds no import of ours (it has thesis.tex); give a new or an"
            + " empty folder");
    assertThat(to.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void targetOfAnotherImport_isTheCallersFault() throws IOException {
    picture("1.png", 40);
    run();
    picture("2.png", 40);

    assertRefused(to + " holds a finished import of other images");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void targetThatCannotBeWritten_fails() throws IOException {
    picture("1.png", 40);
    to = Path.of("/proc/shards");

    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(lastError()).startsWith("densesiam import images: Cannot write to /proc/shards: ");
  }

  @Test
  void layoutThatDoesNotFit_isTheCallersFault() throws IOException {
    picture("1.png", 40);

    assertRefused(
        from + " has no class folders, which layout IMAGENET needs", "--layout", "imagenet");
  }

  @Test
  void valuesOutOfRange_areTheCallersFault() throws IOException {
    picture("1.png", 40);

    assertRefused("minSidePx must be positive: 0", "--min-side", "0");
    assertRefused("threads must be positive: 0", "--threads", "0");
    assertRefused("shard size must be positive: 0 IMAGES", "--images-per-shard", "0");
    assertRefused("Invalid value for option '--shard-size'", "--shard-size", "many");
    assertRefused("Invalid value for option '--layout'", "--layout", "coco");
    assertThat(to).doesNotExist();
  }

  @Test
  void bothSizesOfAShard_areTheCallersFault() {
    assertRefused(
        "--shard-size=BYTES, --images-per-shard=N are mutually exclusive",
        "--shard-size",
        "1MB",
        "--images-per-shard",
        "5");
  }

  @Test
  void importAlone_asksForTheKind() {
    assertThat(execute("import")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(lastError()).startsWith("densesiam import: Missing required subcommand");
  }

  private void assertRefused(String sentence, String... options) {
    assertThat(run(options)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(lastError()).contains("densesiam import images: ").contains(sentence);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... options) {
    return execute(
        ImmutableList.<String>builder()
            .add("import", "images", "--from", from.toString(), "--to", to.toString())
            .add(options)
            .build()
            .toArray(String[]::new));
  }

  private int execute(String... args) {
    out.getBuffer().setLength(0);
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(root, args);
  }

  private String lastError() {
    ImmutableList<String> lines = lines(err);
    return lines.get(lines.size() - 1);
  }

  private static ImmutableList<String> lines(StringWriter text) {
    return text.toString().lines().collect(ImmutableList.toImmutableList());
  }

  /** Noise; equal sizes give equal bytes. */
  private void picture(String name, int sidePx) throws IOException {
    BufferedImage image = new BufferedImage(sidePx, sidePx, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(sidePx);
    for (int i = 0; i < sidePx * sidePx; i++) {
      image.setRGB(i % sidePx, i / sidePx, random.nextInt(1 << 24));
    }
    Path file = from.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
        .isTrue();
  }
}
