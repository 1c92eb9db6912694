package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.model.weights.CheckpointArrays;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.export.TinyRun;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.weights.WeightSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine;

/** From a run to predictions, as a user types it. */
final class ExportPredictCommandTest {
  @TempDir private static Path shared;
  private static RunDirectory run;
  private static Path model;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainAndExport() {
    run = TinyRun.train(shared);
    model = shared.resolve("model");
    assertThat(
            DenseSiamCommand.execute("export", "--run", run.path().toString(), "--to", "" + model))
        .isEqualTo(ExitCode.DONE);
  }

  private int densesiam(Object... args) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out));
    root.setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(
        root, Stream.of(args).map(Object::toString).toArray(String[]::new));
  }

  private static Path scenes() {
    return SceneFolder.valImages(shared.resolve("scenes"));
  }

  @Test
  void export_leavesAVersionThatSaysWhereItComesFrom() throws IOException {
    assertThat(model.resolve("1/saved_model.pb")).isNotEmptyFile();
    assertThat(model.resolve("1/assets.extra/config.yaml"))
        .hasSameTextualContentAs(run.configFile());
    assertThat(Files.readString(model.resolve("1/assets.extra/densesiam.json")))
        .contains("\"step\" : 2", "\"viewSidePx\" : 32", "\"network\" : \"resnet18\"");
  }

  @Test
  void export_again_isTheNextVersion_andAnExistingOneIsRefused() {
    Path to = folder.resolve("model");
    assertThat(densesiam("export", "--run", run.path(), "--to", to)).isEqualTo(ExitCode.DONE);
    assertThat(densesiam("export", "--run", run.path(), "--to", to, "--precision", "bf16"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("Model        " + to.resolve("2") + ", resnet18 after 2 steps")
        .contains("Signatures   embed, image_bytes, masks, serving_default");
    assertThat(densesiam("export", "--run", run.path(), "--to", to, "--version", 2))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains(to.resolve("2") + " is there already");
    assertThat(to.toFile().list()).containsExactlyInAnyOrder("1", "2", "batched", "config");
  }

  @Test
  void export_leavesAModelCard_andConfigurationThatIsNotOverwritten() throws IOException {
    assertThat(model.resolve("1/assets.extra/model-card.md"))
        .content()
        .contains("# resnet18, version 1", "| training | 2 steps, 1 epochs, batches of 8")
        .contains(", manifest SHA-256 `")
        .endsWith("## Measured\n\nNothing.\n");
    Path to = folder.resolve("Birds 2");
    assertThat(densesiam("export", "--run", run.path(), "--to", to)).isEqualTo(ExitCode.DONE);
    Path config = to.resolve("config");
    assertThat(out.toString()).contains("Server       " + config);
    assertThat(config.resolve("models.config")).content().contains("name: \"Birds 2\"");
    assertThat(config.resolve("kubernetes.yaml")).content().contains("name: densesiam-birds-2\n");
    Files.writeString(config.resolve("batching.config"), "mine");
    assertThat(densesiam("export", "--run", run.path(), "--to", to)).isEqualTo(ExitCode.DONE);
    assertThat(config.resolve("batching.config")).hasContent("mine");
  }

  @Test
  void export_safetensors_isAVersionForPyTorch() throws IOException {
    Path to = folder.resolve("torch");
    assertThat(densesiam("export", "--run", run.path(), "--to", to, "--format", "safetensors"))
        .isEqualTo(ExitCode.DONE);
    assertThat(to.resolve("1").toFile().list())
        .containsExactlyInAnyOrder(
            "backbone.safetensors",
            "densesiam.json",
            "model-card.md",
            "config.yaml",
            "provenance.json",
            "SHA256SUMS");
    assertThat(
            densesiam(
                "weights",
                "compare",
                "--part",
                "backbone",
                run.path(),
                to.resolve("1/backbone.safetensors")))
        .isEqualTo(ExitCode.DONE);
    assertThat(densesiam("export", "--run", run.path(), "--to", to))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString())
        .contains(
            to.resolve("1")
                + " is written as safetensors, and a server that polls a folder expects");
    assertThat(to.resolve("2")).doesNotExist();
  }

  @Test
  void export_tfCheckpoint_isReadByName() {
    Path to = folder.resolve("checkpoint");
    assertThat(
            densesiam(
                "export",
                "--run",
                run.path(),
                "--to",
                to,
                "--format",
                "tf-checkpoint",
                "--version",
                7))
        .isEqualTo(ExitCode.DONE);
    assertThat(to.resolve("7/checkpoint")).hasContent("model_checkpoint_path: \"backbone\"\n");
    NamedArrays read =
        CheckpointArrays.read(
            "export",
            to.resolve("7/backbone"),
            ImmutableMap.of("backbone.conv1.weight", Shape.of(7, 7, 3, 2)));
    assertThat(read.get("backbone.conv1.weight"))
        .isEqualTo(WeightSource.at(run.path()).backbone().get("backbone.conv1.weight"));
  }

  @Test
  void export_runWithoutACheckpoint_saysSo() {
    Path bare =
        RunDirectory.create(folder.resolve("bare"), TinyRun.config(), run.provenance()).path();
    assertThat(densesiam("export", "--run", bare, "--to", folder.resolve("model")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString())
        .contains("Run " + bare + " has no checkpoint yet; one is written every ");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void benchmark_ofAModel_saysHowFastAndThatAnswersWereRight() {
    assertThat(
            densesiam(
                "benchmark",
                "--model",
                model,
                "--signature",
                "image_bytes",
                "--outputs",
                "pooled",
                "--batch-size",
                2,
                "--threads",
                3,
                "--calls",
                20))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("image_bytes: 20 calls of 2 images of 32 px from 3 threads, all answered right")
        .containsPattern("\\d images/s; an image takes \\d+\\.\\d\\d ms \\(p50\\), ");
    assertThat(densesiam("benchmark", "--model", model, "--signature", "classify"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("has no signature \"classify\"; it has [embed, ");
    assertThat(densesiam("benchmark", "--model", model, "--data", "shards"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("--model times predictions: --data is for training");
  }

  @Test
  void predict_masks_areLabelMapsAndOverlaysAsLargeAsTheImages() throws IOException {
    assertThat(densesiam("predict", "--model", model, "--images", scenes(), "--to", folder))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Written      masks of 4 images in " + folder);
    try (Stream<Path> images = Files.list(scenes())) {
      for (Path image : images.toList()) {
        String stem = image.getFileName().toString().replace(".jpg", "");
        BufferedImage scene = ImageIO.read(image.toFile());
        BufferedImage labels = ImageIO.read(folder.resolve(stem + ".labels.png").toFile());
        BufferedImage overlay = ImageIO.read(folder.resolve(stem + ".overlay.png").toFile());
        assertThat(labels.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        for (BufferedImage picture : new BufferedImage[] {labels, overlay}) {
          assertThat(picture.getWidth()).isEqualTo(scene.getWidth());
          assertThat(picture.getHeight()).isEqualTo(scene.getHeight());
        }
        int[] numbers =
            labels
                .getRaster()
                .getSamples(0, 0, labels.getWidth(), labels.getHeight(), 0, (int[]) null);
        assertThat(IntStream.of(numbers)).allMatch(label -> label < TinyRun.CATEGORIES);
        assertThat(new Color(labels.getRGB(0, 0))).isEqualTo(CategoryPalette.colour(numbers[0]));
      }
    }
  }

  @Test
  void predict_features_areArraysAndAPicture() throws IOException {
    assertThat(
            densesiam(
                "predict",
                "--model",
                model.resolve("1"),
                "--images",
                scenes(),
                "--to",
                folder,
                "--what",
                "features",
                "--size",
                64,
                "--batch-size",
                3))
        .isEqualTo(ExitCode.DONE);
    assertThat(folder.toFile().list())
        .hasSize(4 * 3)
        .contains("000000.res3.npy", "000000.pooled.npy", "000000.features.png");
    byte[] pooled = Files.readAllBytes(folder.resolve("000000.pooled.npy"));
    assertThat(new String(pooled, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (16,), }");
    assertThat(pooled).as("128 bytes of header, 8 * width numbers").hasSize(128 + 16 * 4);
  }

  @Test
  void predict_brokenImages_areListedAndTheOthersAreNotLost() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/deep"));
    try (Stream<Path> files = Files.list(scenes())) {
      Path first = files.sorted().findFirst().orElseThrow();
      byte[] whole = Files.readAllBytes(first);
      Files.write(images.resolve("a.jpg"), whole);
      Files.write(images.resolve("a.png"), whole); // a JPEG all the same
      Files.write(images.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
    }
    Files.createFile(images.resolve("empty.jpg"));
    Path to = folder.resolve("out");
    assertThat(
            densesiam(
                "predict", "--model", model, "--images", folder.resolve("images"), "--to", to))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Failed       2, listed in " + to.resolve("failed.tsv"));
    assertThat(to.resolve("failed.tsv"))
        .content()
        .startsWith("image\treason\ndeep/empty.jpg\tthe file is empty\ndeep/half.jpg\t");
    assertThat(to.resolve("deep").toFile().list())
        .as("images of one stem keep their extensions")
        .containsExactlyInAnyOrder(
            "a.jpg.labels.png", "a.jpg.overlay.png", "a.png.labels.png", "a.png.overlay.png");
  }

  @Test
  @Timeout(300) // a pipe that is opened is waited for
  @EnabledOnOs(OS.LINUX)
  void predict_whatIsNoFileOrHasAnOddName_isARowAndTheOthersAreNotLost() throws Exception {
    Path images = Files.createDirectories(folder.resolve("images"));
    String longest = "x".repeat(240) + ".jpg"; // its results have 252 bytes, of 255
    String tooLong = "y".repeat(251) + ".jpg";
    for (String name : List.of("a\n\t\u001b.jpg", longest, tooLong)) {
      Files.copy(scenes().resolve("000000.jpg"), images.resolve(name));
    }
    assertThat(new ProcessBuilder("mkfifo", "" + images.resolve("pipe.jpg")).start().waitFor())
        .isZero();
    Files.createSymbolicLink(images.resolve("zero.jpg"), Path.of("/dev/zero"));
    Files.createFile(images.resolve("empty\n\tgood.jpg\tno\u001b[2J.jpg"));
    Path to = folder.resolve("out");

    assertThat(densesiam("predict", "--model", model, "--images", images, "--to", to))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);

    String reasonless =
        tooLong + "\tits result cannot be named " + tooLong.replace(".jpg", ".labels.png: ");
    List<String> rows = Files.readAllLines(to.resolve("failed.tsv"));
    assertThat(rows)
        .hasSize(5)
        .contains(
            "image\treason",
            "empty\\n\\tgood.jpg\\tno\\u001b[2J.jpg\tthe file is empty",
            "pipe.jpg\texpected a regular file, found a named pipe",
            "zero.jpg\texpected a regular file, found a link to /dev/zero, a character device");
    assertThat(rows.get(3)).startsWith(reasonless); // the rest is in the system's language
    assertThat(out.toString()).contains("masks of 2 images").doesNotContain("\u001b");
    assertThat(to.toFile().list())
        .containsExactlyInAnyOrder(
            "a\n\t\u001b.labels.png",
            "a\n\t\u001b.overlay.png",
            longest.replace(".jpg", ".labels.png"),
            longest.replace(".jpg", ".overlay.png"),
            "failed.tsv");
  }

  @Test
  void predict_imageOfMoreThanMaxPixels_isARowAndTheOthersAreNotLost() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    BufferedImage small = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(small, "png", images.resolve("a.png").toFile())).isTrue();
    BufferedImage large = new BufferedImage(50, 41, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(large, "bmp", images.resolve("b.bmp").toFile())).isTrue();
    Path to = folder.resolve("out");

    assertThat(
            densesiam(
                "predict", "--model", model, "--images", images, "--to", to, "--max-pixels", 2000))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);

    assertThat(to.resolve("failed.tsv"))
        .hasContent(
            "image\treason\nb.bmp\texpected at most 2000 pixels, found 41 x 50 (height x width)\n");
    assertThat(out.toString()).contains("masks of 1 images");
  }

  @Test
  void predict_turnedPhotograph_hasResultsAsItIsShown() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    byte[] upright = Files.readAllBytes(scenes().resolve("000000.jpg"));
    BufferedImage scene = ImageIO.read(scenes().resolve("000000.jpg").toFile());
    // An APP1 segment with one tag, Orientation, of 6: a quarter clockwise (EXIF 2.3).
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, //
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    Files.write(
        images.resolve("a.jpg"),
        Bytes.concat(
            Arrays.copyOf(upright, 2), exif, Arrays.copyOfRange(upright, 2, upright.length)));
    Path shown = folder.resolve("shown");
    Path stored = folder.resolve("stored");

    assertThat(densesiam("predict", "--model", model, "--images", images, "--to", shown))
        .isEqualTo(ExitCode.DONE);
    assertThat(
            densesiam(
                "predict",
                "--model",
                model,
                "--images",
                images,
                "--to",
                stored,
                "--no-exif-orientation"))
        .isEqualTo(ExitCode.DONE);

    assertThat(scene.getWidth()).as("so that turning shows").isNotEqualTo(scene.getHeight());
    for (String file : List.of("a.labels.png", "a.overlay.png")) {
      BufferedImage turned = ImageIO.read(shown.resolve(file).toFile());
      assertThat(turned.getWidth()).isEqualTo(scene.getHeight());
      assertThat(turned.getHeight()).isEqualTo(scene.getWidth());
      BufferedImage kept = ImageIO.read(stored.resolve(file).toFile());
      assertThat(kept.getWidth()).isEqualTo(scene.getWidth());
    }
  }

  @Test
  void predict_nothingButBrokenImages_fails() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.writeString(images.resolve("a.jpg"), "text");
    assertThat(
            densesiam(
                "predict", "--model", model, "--images", images, "--to", folder.resolve("out")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("not one image could be decoded, of 1; ");
  }

  @Test
  void predict_intoTheFolderOfImages_isRefused() {
    assertThat(
            densesiam(
                "predict", "--model", model, "--images", scenes(), "--to", scenes().resolve("x")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("would lie among the images of " + scenes());
  }

  @Test
  void predict_noModel_isOneLine() {
    assertThat(
            densesiam(
                "predict", "--model", folder, "--images", scenes(), "--to", folder.resolve("x")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(folder + " holds no model");
  }
}
