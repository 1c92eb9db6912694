package org.densesiam.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.trainer.eval.LabelledSquares.SIDE_PX;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.PixelScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

final class EvaluationTest {
  @TempDir private Path folder;

  /** Says {@code ofRed} where red prevails, else {@code ofBlue}. */
  private record ByColour(int clusters, int ofRed, int ofBlue) implements LabelPredictor {
    @Override
    public int[] predict(TUint8 images) {
      byte[] rgb = Tensors.bytes(images);
      int[] labels = new int[rgb.length / 3];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (rgb[3 * i] & 0xff) > (rgb[3 * i + 2] & 0xff) ? ofRed : ofBlue;
      }
      return labels;
    }
  }

  @Test
  void run_rightClustersUnderOtherNumbers_scoreOne() throws IOException {
    EvaluationSummary summary =
        evaluate(LabelledSquares.labelled(folder, 5), new ByColour(4, 3, 0)).summary();

    SegmentationScores scores = summary.scores().orElseThrow();
    assertThat(scores.meanIou()).isEqualTo(1);
    assertThat(scores.accuracy()).isEqualTo(1);
    assertThat(scores.meanIouThings()).hasValue(1);
    assertThat(scores.meanIouStuff()).hasValue(1);
    assertThat(scores.labelledPixels()).isEqualTo(5L * SIDE_PX * (SIDE_PX - 1));
    assertThat(summary.images()).isEqualTo(5);
    assertThat(summary.leftOut()).isZero();
    assertThat(summary.clusters()).isEqualTo(4);
  }

  @Test
  void runSupervised_wrongNumbers_scoreZero() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 2);
    try (Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      EvaluationSummary summary = evaluation.runSupervised(new ByColour(2, 1, 0)).summary();

      assertThat(summary.scores().orElseThrow().meanIou()).isZero();
      assertThat(summary.matching()).isEqualTo(EvaluationSummary.Matching.NONE);
    }
  }

  @Test
  void run_oneAfterTheOther_seesTheSamePixels() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 3);
    try (Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      EvaluationSummary first = evaluation.run(new ByColour(2, 0, 1)).summary();
      EvaluationSummary constant = evaluation.run(new ByColour(1, 0, 0)).summary();

      assertThat(evaluation.run(new ByColour(2, 0, 1)).summary()).isEqualTo(first);
      assertThat(constant.scores().orElseThrow().accuracy()).isEqualTo(16 / 31.0);
      assertThat(constant.scores().orElseThrow().classes().get(1).iou())
          .isEqualTo(OptionalDouble.of(0));
    }
  }

  @Test
  void run_shardsWithoutLabels_saysSoAndStillShowsSamples() throws IOException {
    EvaluationResult result =
        evaluate(LabelledSquares.unlabelled(folder, 3), new ByColour(4, 3, 0));

    assertThat(result.summary().scores()).isEmpty();
    assertThat(result.summary().confusion()).isEmpty();
    assertThat(result.samples()).hasSize(3);
    assertThat(result.samples().get(0).truth().labels().asList()).containsOnly(-1);
    assertThat(new ScoreTable(result.summary()).lines())
        .containsExactly(
            "Images         3, 32 px", "Scores         none: no pixel has a label to compare with");
  }

  @Test
  void run_samples_areSpreadOverTheSet() throws IOException {
    EvaluationResult result = evaluate(LabelledSquares.labelled(folder, 20), new ByColour(2, 0, 1));

    assertThat(result.samples()).hasSize(8);
    Samples.Sample sample = result.samples().get(0);
    assertThat(sample.image().getRGB(0, 0) & 0xffffff).isEqualTo(0xff0000);
    assertThat(sample.predicted().labels().get(0)).isEqualTo(0);
    assertThat(sample.truth().labels().get(SIDE_PX * SIDE_PX - 1)).as("ignored").isEqualTo(-1);
  }

  @Test
  void run_predictorInAGraph_isUpsampledAndCompared() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 3);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      Ops tf = Ops.create(graph);
      Placeholder<TUint8> images =
          tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIDE_PX, SIDE_PX, 3)));
      // Means of 8 x 8 pixels; blue, green and red as clusters.
      Operand<TFloat32> scores =
          tf.reverse(
              tf.nn.avgPool(
                  tf.dtypes.cast(images, TFloat32.class),
                  List.of(1L, 8L, 8L, 1L),
                  List.of(1L, 8L, 8L, 1L),
                  "VALID"),
              tf.constant(new int[] {3}));

      SegmentationScores found =
          evaluation
              .run(
                  new GraphPredictor(
                      session, images, PixelScores.of(tf, scores, images).labels(), 3))
              .summary()
              .scores()
              .orElseThrow();

      assertThat(found.meanIou()).isEqualTo(1);
      assertThat(found.classes().get(0).cluster()).as("red").hasValue(2);
    }
  }

  @Test
  void run_predictorOfTooFewPixels_isADefect() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 1);
    try (Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      LabelPredictor faulty =
          new LabelPredictor() {
            @Override
            public int clusters() {
              return 1;
            }

            @Override
            public int[] predict(TUint8 images) {
              return new int[7];
            }
          };
      assertThatThrownBy(() -> evaluation.run(faulty))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("predicted 7 pixels of 1024");
    }
  }

  @Test
  void write_result_canBeReadAndSeen() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 3);
    EvaluationResult result = evaluate(shards, new ByColour(4, 3, 0)).atStep(280);
    Path files = folder.resolve("evaluation");

    EvaluationFiles.write(result, shards.pixelClasses(), files);

    assertThat(EvaluationFiles.read(files)).isEqualTo(Optional.of(result.summary()));
    assertThat(Files.readString(files.resolve(EvaluationFiles.SUMMARY))).contains("\"step\" : 280");
    assertThat(Files.readString(files.resolve("evaluation.txt")))
        .isEqualTo(
            """
            Images         3, 32 px
            mIoU           100.0
            Accuracy       100.0
            Purity         100.0
            mIoU, things   100.0
            mIoU, stuff    100.0
            Clusters       4, matched to 2 classes

            Class    IoU %  pixels %  cluster  kind
            red      100.0     51.6        3  thing
            blue     100.0     48.4        0  stuff
            """);
    assertThat(new EvaluationPictures(result, shards.pixelClasses()).categoryNames())
        .as("the legend of the samples")
        .containsExactly("red", "blue", "cluster 1 (unmatched)", "cluster 2 (unmatched)");
    BufferedImage samples = ImageIO.read(files.resolve("samples.png").toFile());
    assertThat(samples.getWidth()).as("three columns").isEqualTo(3 * 248 + 8);
    assertThat(ImageIO.read(files.resolve("confusion.png").toFile())).isNotNull();
  }

  @Test
  void write_resultWithoutLabels_hasNoConfusion() throws IOException {
    ShardSet shards = LabelledSquares.unlabelled(folder, 2);
    EvaluationResult result = evaluate(shards, new ByColour(4, 3, 0));

    EvaluationFiles.write(result, shards.pixelClasses(), folder.resolve("evaluation"));

    assertThat(folder.resolve("evaluation/confusion.png")).doesNotExist();
    assertThat(ImageIO.read(folder.resolve("evaluation/samples.png").toFile()).getWidth())
        .as("two columns")
        .isEqualTo(2 * 248 + 8);
    assertThat(Files.readString(folder.resolve("evaluation/evaluation.json")))
        .doesNotContain("NaN")
        .doesNotContain("step")
        .doesNotContain("scores");
  }

  @Test
  void samples_moreThanFour_goSideBySide() throws IOException {
    ShardSet shards = LabelledSquares.unlabelled(folder, 6);
    BufferedImage sheet =
        new EvaluationPictures(evaluate(shards, new ByColour(4, 3, 0)), shards.pixelClasses())
            .samples();

    assertThat(sheet.getWidth()).as("twice two columns").isEqualTo(2 * 2 * 248 + 8);
    assertThat(sheet.getHeight()).as("heading, three rows").isEqualTo(22 + 8 + 3 * 248);
  }

  @Test
  void coloured_clusters_haveTheNumbersOfTheirClasses() throws IOException {
    ShardSet shards = LabelledSquares.labelled(folder, 1);
    EvaluationResult result = evaluate(shards, new ByColour(4, 3, 0));

    EvaluationPictures pictures = new EvaluationPictures(result, shards.pixelClasses());

    assertThat(pictures.coloured(result.samples().get(0)).labels().get(0)).isEqualTo(0);
    assertThat(pictures.coloured(result.samples().get(0)).labels().get(SIDE_PX * SIDE_PX - 1))
        .isEqualTo(1);
  }

  private static EvaluationResult evaluate(ShardSet shards, LabelPredictor predictor) {
    try (Evaluation evaluation = Evaluation.of(shards, SIDE_PX, 2)) {
      return evaluation.run(predictor);
    }
  }
}
