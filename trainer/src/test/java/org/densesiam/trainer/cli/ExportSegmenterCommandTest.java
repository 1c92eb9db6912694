package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.export.ClassMatching;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.api.SegmentedImage;
import org.densesiam.export.api.Segmenter;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.trainer.export.TinySegmentation;
import org.densesiam.trainer.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A segmenter from its run to label maps, as a user types it. */
final class ExportSegmenterCommandTest {
  @TempDir private static Path shared;
  private static RunDirectory run;
  private static Path model;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainAndExport() {
    run = TinySegmentation.train(shared);
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
  void export_saysWhatItsClustersMean_andHowWellItDoes() {
    Path extra = model.resolve("1/assets.extra");
    assertThat(extra.resolve("model-card.md"))
        .content()
        .contains("A network that segments", "| 0 | ", "| 8 | ", "`evaluation/miou`")
        .contains("On 4 labelled images, by the run's newest evaluation:");
    assertThat(extra.resolve("densesiam.json"))
        .content()
        .contains("\"kind\" : \"SEGMENTER\"", "\"viewSidePx\" : 64");
    assertThat(extra.resolve("segmenter.json")).content().contains("\"classOfCluster\"");
    assertThat(extra.resolve("tf_serving_warmup_requests")).isNotEmptyFile();
  }

  @Test
  void export_withoutClassNamesAfterAVersionWithThem_warns() throws IOException {
    Path versions = folder.resolve("model");
    copy(model, versions);
    Path unjudged = folder.resolve("unjudged");
    copy(run.path(), unjudged);
    MoreFiles.deleteRecursively(
        unjudged.resolve("evaluation"), RecursiveDeleteOption.ALLOW_INSECURE);

    assertThat(densesiam("export", "--run", unjudged, "--to", versions)).isEqualTo(ExitCode.DONE);

    assertThat(err.toString().lines())
        .containsExactly(
            "Warning: %s has names of classes, %s has none, since its run was not evaluated on labelled images; run densesiam evaluate --run %s --eval-data LABELLED and export again."
                .formatted(versions.resolve("1"), versions.resolve("2"), unjudged));
    assertThat(SegmenterAsset.in(versions.resolve("1")).orElseThrow().matching()).isPresent();
    assertThat(SegmenterAsset.in(versions.resolve("2")).orElseThrow().matching()).isEmpty();
  }

  @Test
  void export_withClassNamesAfterAVersionWithThem_doesNotWarn() throws IOException {
    Path versions = folder.resolve("model");
    copy(model, versions);

    assertThat(densesiam("export", "--run", run.path(), "--to", versions)).isEqualTo(ExitCode.DONE);

    assertThat(versions.resolve("2")).isDirectory();
    assertThat(err.toString()).isEmpty();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }

  @Test
  void export_safetensors_isTheWholeNetworkForPyTorch() {
    Path to = folder.resolve("torch");
    assertThat(densesiam("export", "--run", run.path(), "--to", to, "--format", "safetensors"))
        .isEqualTo(ExitCode.DONE);
    Path file = to.resolve("1/segmenter.safetensors");
    assertThat(densesiam("weights", "compare", "--part", "network", run.path(), file))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void export_tfCheckpoint_hasItsFiles() {
    Path to = folder.resolve("checkpoint");
    assertThat(densesiam("export", "--run", run.path(), "--to", to, "--format", "tf-checkpoint"))
        .isEqualTo(ExitCode.DONE);
    assertThat(to.resolve("1/checkpoint")).hasContent("model_checkpoint_path: \"segmenter\"\n");
    assertThat(to.resolve("1/segmenter.index")).isNotEmptyFile();
  }

  @Test
  void predict_writesClustersClassesAndOverlays_andALegendOnce() throws IOException {
    assertThat(densesiam("predict", "--model", model, "--images", scenes(), "--to", folder))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Written      masks of 4 images in " + folder);
    assertThat(folder.resolve("legend.png")).isNotEmptyFile();
    try (Segmenter segmenter = Segmenter.load(model);
        Stream<Path> images = Files.list(scenes())) {
      Path asset = segmenter.folder().resolve("assets.extra").resolve(SegmenterAsset.FILE);
      ClassMatching matching =
          SegmenterAsset.parse(Files.readString(asset), model).matching().orElseThrow();
      assertThat(matching.classes()).hasSize(TinySegmentation.CLASSES);
      assertThat(matching.classOfCluster())
          .hasSize(TinySegmentation.CLUSTERS)
          .containsOnlyOnce(ClassMatching.NONE);
      for (Path image : images.toList()) {
        String stem = image.getFileName().toString().replace(".jpg", "");
        int[] labels = numbers(folder.resolve(stem + ".labels.png"));
        SegmentedImage asLibrary = segmenter.segment(image);
        assertThat(labels).isEqualTo(asLibrary.labels());
        int[] classes = numbers(folder.resolve(stem + ".classes.png"));
        for (int i = 0; i < labels.length; i++) {
          assertThat(classes[i]).isEqualTo(matching.classOf(labels[i]));
        }
        assertThat(pixels(picture(folder.resolve(stem + ".overlay.png"))))
            .isEqualTo(pixels(asLibrary.overlayWithLegend()));
        assertThat(new Color(picture(folder.resolve(stem + ".labels.png")).getRGB(0, 0)))
            .isEqualTo(CategoryPalette.colour(matching.categories().get(labels[0])));
      }
    }
  }

  private static BufferedImage picture(Path png) throws IOException {
    return ImageIO.read(png.toFile());
  }

  private static int[] pixels(BufferedImage picture) {
    int widthPx = picture.getWidth();
    return picture.getRGB(0, 0, widthPx, picture.getHeight(), null, 0, widthPx);
  }

  private static int[] numbers(Path png) throws IOException {
    BufferedImage picture = picture(png);
    return picture
        .getRaster()
        .getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
  }
}
