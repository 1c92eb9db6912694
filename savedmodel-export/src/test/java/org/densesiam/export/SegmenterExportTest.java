package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.export.ArrayAssert.assertThatArray;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.export.predict.Segmenter;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.SegmenterConfig;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.ResNetDepth;
import org.densesiam.model.loss.ImageLossConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.weights.CheckpointOps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

final class SegmenterExportTest {
  private static final int CLUSTERS = 5;
  private static final int SIDE_PX = 64;
  private static final ImmutableList<Integer> CLASSES = ImmutableList.of(2, -1, 0, 1, -1);

  @TempDir private static Path folder;
  private static Graph graph;
  private static Session session;
  private static Placeholder<TFloat32> images; // [N, H, W, 3], normalised
  private static Operand<TFloat32> logits;
  private static ModelFolder target;
  private static ImageModel model;

  @BeforeAll
  static void buildAndExport() {
    graph = new Graph();
    Ops tf = Ops.create(graph);
    VariableStore store = new VariableStore(tf, 11);
    org.densesiam.model.Segmenter network = config().build(ModelScope.root(store));
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    logits =
        network.logits(
            new ForwardPass<>(
                tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, TFloat32.class)),
            images);
    CheckpointOps checkpoint = new CheckpointOps(tf, store.all());
    session = new Session(graph);
    session.runner().addTarget(store.initializer()).run().close();
    checkpoint.save(session, folder.resolve("model"));
    target = new ModelFolder(folder.resolve("streets"));
    export(Precision.FP32, Optional.of(CLASSES), 1);
    model = ImageModel.load(target.path());
  }

  private static SegmenterConfig config() {
    return new SegmenterConfig(
        new BackboneConfig(ResNetDepth.RESNET18, 2, false),
        Precision.FP32,
        8,
        8,
        new SegmenterConfig.Head(CLUSTERS, Optional.empty()),
        new SegmenterConfig.Head(7, Optional.empty()),
        1,
        new SegmenterConfig.Region(0.1, 0.8, 8, 0.1, false),
        new ImageLossConfig(0, 8, 4));
  }

  private static void export(
      Precision precision, Optional<ImmutableList<Integer>> classes, long version) {
    new SegmenterExport(config(), TestImages.IMAGENET, precision, SIDE_PX, classes)
        .write(folder.resolve("model"), target, version, ImmutableMap.of());
  }

  @AfterAll
  static void close() {
    model.close();
    session.close();
    graph.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 64", "5, 33, 95", "2, 1, 1"})
  void servingDefault_equalsTheTrainingGraphInInferenceMode(int count, int height, int width) {
    ImmutableList<RgbImage> batch = TestImages.of(count, height, width);
    Outputs found = model.run("serving_default", batch);

    assertThatArray(found.floats("logits")).isCloseTo(expectedLogits(batch), 1e-5, "logits");
    assertThat(found.ints("labels").shape()).isEqualTo(Shape.of(count, height, width));
    assertThat(found.floats("confidence").shape()).isEqualTo(Shape.of(count, height, width));
    found
        .ints("labels")
        .scalars()
        .forEachIndexed(
            (at, label) ->
                assertThat(found.ints("class_labels").getInt(at))
                    .isEqualTo(CLASSES.get(label.getInt())));
    found
        .floats("confidence")
        .scalars()
        .forEach(c -> assertThat(c.getFloat()).isBetween(1f / CLUSTERS, 1f));
  }

  private static FloatNdArray expectedLogits(List<RgbImage> batch) {
    try (TFloat32 fed = TFloat32.tensorOf(TestImages.normalised(batch, TestImages.IMAGENET));
        Result result = session.runner().feed(images, fed).fetch(logits).run()) {
      FloatNdArray copy = NdArrays.ofFloats(result.get(0).shape());
      ((TFloat32) result.get(0)).copyTo(copy);
      return copy;
    }
  }

  @Test
  void imageBytes_ofDifferentSizes_areLabelledAtTheFixedSize() {
    List<RgbImage> batch = TestImages.of(2, SIDE_PX, SIDE_PX);
    byte[] exact = TestImages.encode(batch.get(0), "png");
    byte[] other = TestImages.encode(TestImages.of(1, 30, 90).get(0), "jpg");

    Outputs found = model.runEncoded("image_bytes", List.of(exact, other));
    assertThat(found.ints("labels").shape()).isEqualTo(Shape.of(2, SIDE_PX, SIDE_PX));
    IntNdArray ofPixels = model.run("serving_default", batch, "labels").ints("labels");
    assertThat(found.ints("labels").get(0)).isEqualTo(ofPixels.get(0));
    assertThat(model.signatures())
        .containsExactly("image_bytes", "image_bytes_sized", "serving_default");
  }

  @Test
  void segmenter_labelsOneImage() {
    RgbImage image = TestImages.of(1, 40, 24).get(0);
    try (Segmenter segmenter = Segmenter.load(target.path())) {
      Segmenter.Segmentation found = segmenter.segment(image);

      assertThat(found.labels())
          .isEqualTo(model.run("serving_default", List.of(image)).ints("labels").get(0));
      assertThat(found.confidence().shape()).isEqualTo(Shape.of(40, 24));
    }
  }

  @Test
  void segmenter_ofABackbone_isRefused() {
    ModelFolder backbone = new ModelFolder(folder.resolve("backbone"));
    try (TrainedRun run = new TrainedRun(TrainedRun.tiny(Variant.GRID, Precision.FP32))) {
      BackboneExport.of(TrainedRun.tiny(Variant.GRID, Precision.FP32), TestImages.IMAGENET, 32)
          .write(run.save(backboneCheckpoint()), backbone, 1, ImmutableMap.of());
    }
    assertThatThrownBy(() -> Segmenter.load(backbone.path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("does not label pixels; export a run of densesiam segment");
  }

  private static Path backboneCheckpoint() {
    Path checkpoint = folder.resolve("checkpoint");
    assertThat(checkpoint.toFile().mkdir()).isTrue();
    return checkpoint;
  }

  @Test
  void write_withoutAMatching_hasNoClassLabels_andBf16IsNear() {
    ModelFolder other = new ModelFolder(folder.resolve("bf16"));
    List<RgbImage> batch = TestImages.of(1, 64, 64);
    Path version =
        new SegmenterExport(
                config(), TestImages.IMAGENET, Precision.BF16, SIDE_PX, Optional.empty())
            .write(folder.resolve("model"), other, 1, ImmutableMap.of());
    try (ImageModel bf16 = ImageModel.load(version)) {
      Outputs found = bf16.run("serving_default", batch);
      assertThat(found.names()).containsExactly("confidence", "labels", "logits");
      assertThatArray(found.floats("logits"))
          .isCloseTo(expectedLogits(batch), 0.1, "some 25 layers of 8 significant bits");
    }
  }
}
