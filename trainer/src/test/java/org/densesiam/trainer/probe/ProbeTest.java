package org.densesiam.trainer.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.scene.SceneFolder;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.data.source.FolderSource;
import org.densesiam.data.source.ImageSource;
import org.densesiam.data.source.MaskFolders;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole probes of a random network of width 8, on scenes and on plain colours. */
final class ProbeTest {
  private static final PretrainConfig SMALL =
      Presets.PRETRAIN.load("quickstart", ImmutableList.of("model.backbone.width=8"));
  private static final ProgressDisplay SILENT =
      ProgressDisplay.ofLines(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
  private static final String[] COLOURS = {"red", "green", "blue"};

  @TempDir private Path folder;

  @Test
  void linearSegmentation_ofScenes_beatsTheLargestClass() {
    ShardSet training = scenes(SceneFolder.trainImages(folder), SceneFolder.trainLabels(folder));
    ShardSet held = scenes(SceneFolder.valImages(folder), SceneFolder.valLabels(folder));

    ProbeResult result = run(order(ProbeOrder.Task.LINEAR_SEG), training, held);

    EvaluationSummary summary = result.segmentation().orElseThrow();
    assertThat(summary.matching()).isEqualTo(EvaluationSummary.Matching.NONE);
    double largest =
        summary.scores().orElseThrow().classes().stream()
                .mapToLong(score -> score.pixels())
                .max()
                .orElseThrow()
            / (double) summary.scores().orElseThrow().labelledPixels();
    assertThat(summary.scores().orElseThrow().accuracy())
        .as("accuracy against the share of the largest class")
        .isGreaterThan(largest);
    assertThat(result.trainingFeatures()).as("8 x 8 cells of 24 scenes").isEqualTo(24 * 8 * 8);
  }

  @Test
  void kMeans_ofScenes_givesAsManyClustersAsAskedFor() {
    ShardSet held = scenes(SceneFolder.valImages(folder), SceneFolder.valLabels(folder));
    ProbeOrder order = new ProbeOrder(ProbeOrder.Task.KMEANS, 2, 32, OptionalInt.of(5), true, 0);

    EvaluationSummary summary = run(order, held, held).segmentation().orElseThrow();

    assertThat(summary.clusters()).isEqualTo(5);
    assertThat(summary.matching()).isEqualTo(EvaluationSummary.Matching.HUNGARIAN);
    assertThat(summary.scores()).isPresent();
  }

  @Test
  void run_sameSeed_givesTheSameFigures() {
    ShardSet held = scenes(SceneFolder.valImages(folder), SceneFolder.valLabels(folder));

    assertThat(run(order(ProbeOrder.Task.LINEAR_SEG), held, held).segmentation())
        .isEqualTo(run(order(ProbeOrder.Task.LINEAR_SEG), held, held).segmentation());
  }

  @Test
  void nearestAndLinear_ofPlainColours_areAlwaysRight() throws IOException {
    // The held-out set has no red, so its numbers are others: names must decide.
    ShardSet training = colours("training", 4, 0, 1, 2);
    ShardSet held = colours("held", 2, 1, 2);

    for (ProbeOrder.Task task :
        new ProbeOrder.Task[] {ProbeOrder.Task.KNN, ProbeOrder.Task.LINEAR}) {
      ProbeResult.TopAccuracy accuracy =
          run(order(task), training, held).classification().orElseThrow();

      assertThat(accuracy).as(task.toString()).isEqualTo(new ProbeResult.TopAccuracy(1, 1, 4, 3));
    }
  }

  @Test
  void nearest_classesThatWereNotLearned_areRefused() throws IOException {
    ShardSet training = colours("training", 4, 0, 1);
    ShardSet held = colours("held", 2, 1, 2);

    assertThatThrownBy(() -> run(order(ProbeOrder.Task.KNN), training, held))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "1 of 2 classes of the evaluation data are not in the training data, such as n00000002; give data of the same classes");
  }

  @Test
  void nearest_imagesWithoutClass_areRefused() {
    ShardSet held = scenes(SceneFolder.valImages(folder), SceneFolder.valLabels(folder));

    assertThatThrownBy(() -> run(order(ProbeOrder.Task.KNN), held, held))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has images without a class; import a folder of class folders");
  }

  @Test
  void linearSegmentation_dataWithoutLabels_isRefused() throws IOException {
    ShardSet held = scenes(SceneFolder.valImages(folder), SceneFolder.valLabels(folder));
    ShardSet plain = colours("training", 4, 0, 1);

    assertThatThrownBy(() -> new Probe(order(ProbeOrder.Task.LINEAR_SEG), plain, held, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the training data, " + folder.resolve("training-shards"))
        .hasMessageContaining("has no labels of pixels; import it by densesiam import masks");
    assertThatThrownBy(() -> new Probe(order(ProbeOrder.Task.KMEANS), plain, plain, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the evaluation data");
  }

  @Test
  void order_clustersOfAnotherTask_areRefused() {
    assertThatThrownBy(
            () -> new ProbeOrder(ProbeOrder.Task.KNN, 4, 64, OptionalInt.of(3), false, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clusters are for the task kmeans only, not for knn");
  }

  private static ProbeOrder order(ProbeOrder.Task task) {
    return new ProbeOrder(task, 2, 32, OptionalInt.empty(), true, 0);
  }

  private static ProbeResult run(ProbeOrder order, ShardSet training, ShardSet held) {
    try (FrozenNetwork network = FrozenNetwork.random(SMALL, 0, order.stage())) {
      return new Probe(order, training, held, SILENT).run(network);
    }
  }

  /** 24 scenes to learn from, 12 held out. */
  private ShardSet scenes(Path images, Path labels) {
    if (!Files.exists(folder.resolve("scenes.txt"))) {
      Path made = folder.resolve("made");
      new SceneFolder(3, 24, 12).write(made);
      for (String name : List.of("train", "val", "classes.txt", "scenes.txt")) {
        assertThat(made.resolve(name).toFile().renameTo(folder.resolve(name).toFile())).isTrue();
      }
    }
    Path shards = folder.resolve(folder.relativize(images).getName(0) + "-scenes");
    new ShardImport(
            MaskFolders.open(images, labels, folder.resolve("classes.txt")),
            shards,
            ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }

  /** {@code count} nearly plain images each of some of {@link #COLOURS}, in class folders. */
  private ShardSet colours(String name, int count, int... which) throws IOException {
    Path images = folder.resolve(name);
    for (int colour : which) {
      Path synset = Files.createDirectories(images.resolve("n0000000" + colour));
      for (int i = 0; i < count; i++) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
          image.setRGB(pixel % 32, pixel / 32, (240 + i) << (16 - 8 * colour));
        }
        ImageIO.write(image, "png", synset.resolve(COLOURS[colour] + i + ".png").toFile());
      }
    }
    Path shards = folder.resolve(name + "-shards");
    new ShardImport(
            FolderSource.open(images, ImageSource.Layout.AUTO), shards, ImportOptions.DEFAULT)
        .run(ShardImport.Progress.SILENT);
    return ShardSet.open(shards.toString());
  }
}
