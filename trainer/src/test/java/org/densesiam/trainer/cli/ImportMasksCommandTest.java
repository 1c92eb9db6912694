package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.densesiam.data.shard.ShardSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportMasksCommandTest {
  private static final int SIDE_PX = 40;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temporary;
  private Path images;
  private Path labels;
  private Path classes;
  private Path to;

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectory(temporary.resolve("images"));
    labels = Files.createDirectory(temporary.resolve("labels"));
    classes = Files.writeString(temporary.resolve("classes.txt"), "sky: stuff\nnothing: void\n");
    to = temporary.resolve("shards");
    picture(images.resolve("1.png"), BufferedImage.TYPE_INT_RGB, SIDE_PX);
    picture(images.resolve("2.jpg"), BufferedImage.TYPE_INT_RGB, SIDE_PX);
    picture(labels.resolve("1.png"), BufferedImage.TYPE_BYTE_GRAY, SIDE_PX);
    picture(labels.resolve("2.png"), BufferedImage.TYPE_BYTE_GRAY, SIDE_PX);
  }

  @Test
  void imagesWithLabels_becomeShards() {
    assertThat(run("--images-per-shard", "1")).isEqualTo(ExitCode.DONE);

    ShardSet set = ShardSet.open(to.toString());
    assertThat(set.records()).isEqualTo(2);
    assertThat(set.shards()).hasSize(2);
    assertThat(set.pixelClasses().orElseThrow()).hasSize(1);
    assertThat(out.toString())
        .contains("Images       2 found, 2 written")
        .contains("Labels       a class for each pixel, of 1");
    assertThat(err.toString()).startsWith(images + " is read with a label map for each image");
  }

  @Test
  void folderNamedForValidation_isToJudgeBy_notToLearnFrom() {
    to = temporary.resolve("val");

    assertThat(run()).isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .contains("Next         densesiam evaluate --run runs/segment --eval-data " + to)
        .doesNotContain("pretrain");
  }

  @Test
  void missingLabels_areTheCallersFault() throws IOException {
    Files.delete(labels.resolve("2.png"));

    assertRefused("1 of 2 images have no label map in " + labels + ": 2.jpg; add PNGs");
  }

  @Test
  void labelsOfAnotherSize_areTheCallersFault() throws IOException {
    picture(labels.resolve("2.png"), BufferedImage.TYPE_BYTE_GRAY, SIDE_PX + 2);

    assertRefused(
        "Labels %s are 42 x 42 (height x width), but image %s is 40 x 40"
            .formatted(labels.resolve("2.png"), images.resolve("2.jpg")));
  }

  @Test
  void valueOutsideTheClasses_isTheCallersFault() throws IOException {
    BufferedImage image = new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(3, 0, 0, 2);
    assertThat(ImageIO.write(image, "png", labels.resolve("2.png").toFile())).isTrue();

    assertRefused(
        "Labels %s have value 2 in row 0, column 3, but the class list has values 0 to 1 and 255"
            .formatted(labels.resolve("2.png")));
  }

  @Test
  void emptyClassFile_isTheCallersFault() throws IOException {
    Files.writeString(classes, "");

    assertRefused(classes + " names no class; give a list of classes, one a line");
  }

  @Test
  void missingOption_isTheCallersFault() {
    assertThat(execute("import", "masks", "--images", images.toString()))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("--labels=DIR");
  }

  private void assertRefused(String sentence) {
    assertThat(run()).isEqualTo(ExitCode.WRONG_USAGE);
    ImmutableList<String> lines = err.toString().lines().collect(ImmutableList.toImmutableList());
    assertThat(lines.get(lines.size() - 1))
        .startsWith("densesiam import masks: ")
        .contains(sentence);
    assertThat(out.toString()).isEmpty();
    assertThat(to).doesNotExist();
  }

  private int run(String... options) {
    return execute(
        ImmutableList.<String>builder()
            .add("import", "masks", "--images", images.toString(), "--labels", labels.toString())
            .add("--classes", classes.toString(), "--to", to.toString())
            .add(options)
            .build()
            .toArray(String[]::new));
  }

  private int execute(String... args) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(root, args);
  }

  /** Black. */
  private static void picture(Path file, int type, int sidePx) throws IOException {
    String name = file.toString();
    assertThat(
            ImageIO.write(
                new BufferedImage(sidePx, sidePx, type),
                name.substring(name.lastIndexOf('.') + 1),
                file.toFile()))
        .isTrue();
  }
}
