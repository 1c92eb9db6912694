package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.export.ArrayAssert.assertThatArray;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.export.savedmodel.InferenceGraph;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

final class SegmenterSignaturesTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path folder;
  private static SegmentingRun run;
  private static Path version;
  private static ImageModel model;

  @BeforeAll
  static void export() {
    run = new SegmentingRun();
    version = run.export(folder, Precision.FP32, Optional.of(SegmentingRun.MATCHING));
    model = ImageModel.load(version);
  }

  @AfterAll
  static void close() {
    model.close();
    run.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 64", "5, 33, 95", "2, 32, 1"})
  void servingDefault_anySizeAndBatch_hasTheTrainingGraphsLogits(
      int count, int heightPx, int widthPx) {
    ImmutableList<RgbImage> images = TestImages.of(count, heightPx, widthPx);
    Outputs found = model.run("serving_default", images);
    assertThat(found.names())
        .containsExactlyInAnyOrder("labels", "confidence", "logits", "class_labels");
    assertThatArray(found.floats("logits"))
        .isCloseTo(
            run.logits(TestImages.normalised(images, TestImages.IMAGENET)), TOLERANCE, "logits");
    assertThat(found.ints("labels").shape()).isEqualTo(Shape.of(count, heightPx, widthPx));
  }

  @Test
  void labels_areTheLargestInterpolatedLogits_andConfidenceTheirSoftmax() {
    Outputs found = model.run("serving_default", TestImages.of(1, 32, 48));
    FloatNdArray logits = found.floats("logits").get(0);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 48; x++) {
        double[] z = interpolated(logits, (y + 0.5) / 4 - 0.5, (x + 0.5) / 4 - 0.5);
        int best = 0;
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
          best = z[k] > z[best] ? k : best;
          sum += Math.exp(z[k]);
        }
        assertThat(found.ints("labels").getInt(0, y, x)).as("pixel (%s, %s)", y, x).isEqualTo(best);
        assertThat((double) found.floats("confidence").getFloat(0, y, x))
            .isCloseTo(Math.exp(z[best]) / sum, Offset.offset(TOLERANCE));
      }
    }
  }

  /** {@code [K]} of {@code [h, w, K]} at a cell's coordinates, clamped at the border. */
  private static double[] interpolated(FloatNdArray map, double row, double column) {
    int h = (int) map.shape().get(0);
    int w = (int) map.shape().get(1);
    double y = Math.max(0, Math.min(h - 1, row));
    double x = Math.max(0, Math.min(w - 1, column));
    int y0 = (int) Math.min(Math.floor(y), h - 2);
    int x0 = (int) Math.min(Math.floor(x), w - 2);
    double[] values = new double[(int) map.shape().get(2)];
    for (int k = 0; k < values.length; k++) {
      values[k] =
          (1 - (y - y0)) * (1 - (x - x0)) * map.getFloat(y0, x0, k)
              + (1 - (y - y0)) * (x - x0) * map.getFloat(y0, x0 + 1, k)
              + (y - y0) * (1 - (x - x0)) * map.getFloat(y0 + 1, x0, k)
              + (y - y0) * (x - x0) * map.getFloat(y0 + 1, x0 + 1, k);
    }
    return values;
  }

  @Test
  void classLabels_areTheClassesOfTheClusters_and255WithoutOne() {
    Outputs found = model.run("serving_default", TestImages.of(3, 64, 64));
    IntNdArray labels = found.ints("labels");
    found
        .ints("class_labels")
        .scalars()
        .forEachIndexed(
            (at, value) ->
                assertThat(value.getInt())
                    .isEqualTo(SegmentingRun.MATCHING.classOf(labels.getInt(at))));
  }

  @Test
  void imageBytes_pngOfTheSide_equalsItsPixels() {
    ImmutableList<RgbImage> images = TestImages.of(3, SegmentingRun.SIDE_PX, SegmentingRun.SIDE_PX);
    List<byte[]> files = images.stream().map(image -> TestImages.encode(image, "png")).toList();
    Outputs expected = model.run("serving_default", images);
    Outputs found = model.runEncoded("image_bytes", files);
    assertThat(found.ints("labels")).isEqualTo(expected.ints("labels"));
    assertThatArray(found.floats("confidence"))
        .isCloseTo(expected.floats("confidence"), TOLERANCE, "confidence");
  }

  @Test
  void imageBytes_greyFile_isAnsweredAsItsRgbLike() {
    byte[] grey = TestImages.encodeGrey(20, 30, 77);
    byte[] rgb = new byte[20 * 30 * 3];
    Arrays.fill(rgb, (byte) 77);
    byte[] like = TestImages.encode(RgbImage.of(20, 30, rgb), "png");
    Outputs found = model.runEncoded("image_bytes", List.of(grey, like));
    assertThat(found.ints("labels").get(0)).isEqualTo(found.ints("labels").get(1));
    assertThat(found.ints("labels").shape())
        .isEqualTo(Shape.of(2, SegmentingRun.SIDE_PX, SegmentingRun.SIDE_PX));
  }

  @Test
  void imageBytes_tinyAndLongFiles_areOneBatch() {
    List<byte[]> files =
        List.of(
            TestImages.encode(TestImages.of(1, 1, 1).get(0), "png"),
            TestImages.encode(TestImages.of(1, 10, 10_000).get(0), "jpg"),
            TestImages.encode(TestImages.of(1, 10_000, 10).get(0), "png"));
    assertThat(model.runEncoded("image_bytes", files, "labels").ints("labels").shape())
        .isEqualTo(Shape.of(3, SegmentingRun.SIDE_PX, SegmentingRun.SIDE_PX));
  }

  @Test
  void imageBytes_noneOrBroken_isRefusedByNameAndTheNextIsAnswered() {
    assertThatThrownBy(() -> model.runEncoded("image_bytes", List.of()))
        .hasMessageContaining("image_bytes must not be empty, but its shape is");
    byte[] whole = TestImages.encode(TestImages.of(1, 40, 40).get(0), "jpg");
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    List<byte[]> files = List.of(half, whole, new byte[0], whole, half, half);
    assertThatThrownBy(() -> model.runEncoded("image_bytes", files))
        .hasMessageContaining("image_bytes holds no JPEG")
        .hasMessageContaining("[0 2 4 5]");
    assertThat(model.runEncoded("image_bytes", List.of(whole), "labels").names())
        .containsExactly("labels");
  }

  @Test
  void imageBytesSized_filesOfDifferentSizes_areStretchedToTheAskedOne() {
    RgbImage image = TestImages.of(1, 40, 72).get(0);
    byte[] png = TestImages.encode(image, "png");
    byte[] other = TestImages.encode(TestImages.of(1, 7, 300).get(0), "jpg");
    try (Result found = sized(List.of(png, other), new int[][] {{40, 72}, {40, 72}})) {
      IntNdArray labels = (TInt32) found.get(0);
      assertThat(labels.shape()).isEqualTo(Shape.of(2, 40, 72));
      IntNdArray expected = model.run("serving_default", List.of(image), "labels").ints("labels");
      assertThat(labels.get(0).streamOfInts().toArray())
          .isEqualTo(expected.get(0).streamOfInts().toArray());
    }
  }

  @Test
  void imageBytesSized_anotherSize_isRefusedByName() {
    byte[] png = TestImages.encode(TestImages.of(1, 40, 72).get(0), "png");
    List<byte[]> two = List.of(png, png);
    assertThatThrownBy(() -> sized(two, new int[][] {{40, 72}, {40, 73}}))
        .hasMessageContaining("size must be one (height, width) for all images of a call")
        .hasMessageContaining("[40 72][40 73]");
    assertThatThrownBy(() -> sized(two, new int[][] {{0, 8}, {0, 8}}))
        .hasMessageContaining("each 1 to 4096 pixels");
    assertThatThrownBy(() -> sized(two, new int[][] {{8, 5000}, {8, 5000}}))
        .hasMessageContaining("each 1 to 4096 pixels");
    assertThatThrownBy(() -> sized(two, new int[][] {{8, 8}}))
        .hasMessageContaining("size must be [N, 2], a row for each image, but its shape is] [1 2]");
    assertThatThrownBy(() -> sized(List.of(), new int[0][2]))
        .hasMessageContaining("image_bytes must not be empty");
    byte[] broken = {1, 2, 3};
    assertThatThrownBy(() -> sized(List.of(png, broken), new int[][] {{8, 8}, {8, 8}}))
        .hasMessageContaining("image_bytes holds no JPEG")
        .hasMessageContaining("[1]");
  }

  /** {@code labels} of {@code image_bytes_sized}. */
  private static Result sized(List<byte[]> files, int[][] sizes) {
    NdArray<byte[]> bytes = NdArrays.ofObjects(byte[].class, Shape.of(files.size()));
    for (int i = 0; i < files.size(); i++) {
      bytes.setObject(files.get(i), i);
    }
    try (SavedModelBundle bundle = SavedModelBundle.load(version.toString(), "serve");
        TString images = TString.tensorOfBytes(bytes);
        TInt32 size = TInt32.tensorOf(StdArrays.ndCopyOf(sizes))) {
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("image_bytes_sized");
      return bundle
          .session()
          .runner()
          .feed(signature.getInputsOrThrow("image_bytes").getName(), images)
          .feed(signature.getInputsOrThrow("size").getName(), size)
          .fetch(signature.getOutputsOrThrow("labels").getName())
          .run();
    }
  }

  @Test
  void export_withoutMatching_hasNoClassLabels() {
    Path other = folder.resolve("unmatched");
    try (ImageModel unmatched =
        ImageModel.load(run.export(made(other), Precision.FP32, Optional.empty()))) {
      assertThat(unmatched.outputs("serving_default"))
          .containsExactly("confidence", "labels", "logits");
      assertThat(SegmenterAsset.parse(unmatched.extra(SegmenterAsset.FILE).orElseThrow(), other))
          .isEqualTo(new SegmenterAsset(48, SegmentingRun.CLUSTERS, Optional.empty()));
    }
  }

  @Test
  void export_bf16_answersInFloat32AndIsNear() {
    ImmutableList<RgbImage> images = TestImages.of(1, 64, 64);
    try (ImageModel half =
        ImageModel.load(
            run.export(made(folder.resolve("bf16")), Precision.BF16, Optional.empty()))) {
      assertThatArray(half.run("serving_default", images, "logits").floats("logits"))
          .isCloseTo(
              run.logits(TestImages.normalised(images, TestImages.IMAGENET)),
              0.05, // some 20 layers of 8 significant bits, 2^-8 each
              "bfloat16 computation");
    }
  }

  private static Path made(Path path) {
    assertThat(path.toFile().mkdirs()).isTrue();
    return path;
  }

  @Test
  void signatures_variables_areThoseOfTheAnswerAlone() {
    try (InferenceGraph graph =
        InferenceGraph.build(SegmentingRun.export(Precision.FP32, Optional.empty())::signatures)) {
      List<String> needed =
          run.variables().stream()
              .map(Variable::name)
              .filter(name -> name.matches("(backbone|decoder|projector)\\..*"))
              .toList();
      assertThat(graph.variables().stream().map(Variable::name).toList()).isEqualTo(needed);
      assertThat(run.variables()).as("training has more").hasSizeGreaterThan(needed.size());
    }
  }

  @Test
  void export_matchingOfOtherClusters_isRefused() {
    ClassMatching two = new ClassMatching(ImmutableList.of("a"), ImmutableList.of(0, 255));
    assertThatThrownBy(() -> SegmentingRun.export(Precision.FP32, Optional.of(two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a matching of 2 clusters is none of this network's 5");
  }
}
