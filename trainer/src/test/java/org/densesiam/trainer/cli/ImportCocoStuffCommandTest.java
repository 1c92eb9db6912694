package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.eval.Evaluation;
import org.densesiam.trainer.eval.LabelPredictor;
import org.densesiam.trainer.eval.SegmentationScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TUint8;
import picocli.CommandLine;

/** On a made-up tree of two images. */
final class ImportCocoStuffCommandTest {
  private static final int SIDE_PX = 32;
  private static final int DOG = 16;
  private static final int CLOUDS = 105;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temporary;

  @Test
  void listedImages_becomeShardsOfSuperCategories() throws IOException {
    image("train2017", "000000000009", DOG);
    image("val2017", "000000000139", CLOUDS);
    image("val2017", "000000000285", DOG); // not listed
    list("000000000009", "000000000139");

    assertThat(run()).isEqualTo(ExitCode.DONE);

    ShardSet shards = ShardSet.open(to().toString());
    assertThat(shards.pixelClasses().orElseThrow()).hasSize(27);
    assertThat(out.toString()).contains("Labels       a class for each pixel, of 27");
    assertThat(classesIn(shards)).containsExactly("animal", "sky");
  }

  @Test
  void missingImage_isTheCallersFault() throws IOException {
    image("train2017", "000000000009", DOG);
    list("000000000009", "000000000010");

    assertThat(run()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith("densesiam import coco-stuff: 1 of 2 listed images have no image ")
        .contains("000000000010");
    assertThat(to()).doesNotExist();
  }

  private static Iterable<String> classesIn(ShardSet shards) {
    LabelPredictor anything =
        new LabelPredictor() {
          @Override
          public int clusters() {
            return 1;
          }

          @Override
          public int[] predict(TUint8 images) {
            return new int[(int) images.size() / 3];
          }
        };
    try (Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      return evaluation.run(anything).summary().scores().orElseThrow().classes().stream()
          .filter(score -> score.pixels() > 0)
          .map(SegmentationScores.OfClass::of)
          .map(PixelClass::name)
          .toList();
    }
  }

  private void image(String split, String stem, int fineCategory) throws IOException {
    BufferedImage labels = new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < SIDE_PX * SIDE_PX; i++) {
      labels.getRaster().setSample(i % SIDE_PX, i / SIDE_PX, 0, fineCategory);
    }
    write(
        new BufferedImage(SIDE_PX, SIDE_PX, BufferedImage.TYPE_INT_RGB),
        "images/" + split,
        stem + ".jpg");
    write(labels, "annotations/" + split, stem + ".png");
  }

  private void write(BufferedImage image, String folder, String name) throws IOException {
    Path file = Files.createDirectories(temporary.resolve("coco").resolve(folder)).resolve(name);
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
        .isTrue();
  }

  private void list(String... stems) throws IOException {
    Files.writeString(temporary.resolve("list.txt"), String.join("\n", stems));
  }

  private Path to() {
    return temporary.resolve("shards");
  }

  private int run() {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(
        root,
        "import",
        "coco-stuff",
        "--coco",
        temporary.resolve("coco").toString(),
        "--list",
        temporary.resolve("list.txt").toString(),
        "--to",
        to().toString());
  }
}
