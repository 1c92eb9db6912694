package org.densesiam.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.densesiam.export.ArrayAssert.assertThatArray;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.predict.Outputs;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.Shape;

final class BackboneSignaturesTest {
  private static final int SIDE_PX = 48;
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path folder;
  private static TrainedRun run;
  private static ImageModel model;

  @BeforeAll
  static void export() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("model"));
    run = new TrainedRun(config);
    BackboneExport.of(config, TestImages.IMAGENET, SIDE_PX)
        .write(run.save(folder), target, 1, ImmutableMap.of());
    model = ImageModel.load(target.path());
  }

  @AfterAll
  static void close() {
    model.close();
    run.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 64", "5, 33, 95", "2, 32, 1"})
  void servingDefault_anySizeAndBatch_equalsTheTrainingGraphInInferenceMode(
      int count, int heightPx, int widthPx) {
    ImmutableList<RgbImage> images = TestImages.of(count, heightPx, widthPx);
    List<FloatNdArray> expected = run.features(TestImages.normalised(images, TestImages.IMAGENET));
    Outputs found = model.run("serving_default", images);
    for (int stage = 2; stage <= 5; stage++) {
      assertThatArray(found.floats("res" + stage))
          .isCloseTo(expected.get(stage - 2), TOLERANCE, "res" + stage);
    }
    assertThat(found.names()).containsExactlyInAnyOrder("res2", "res3", "res4", "res5", "pooled");
  }

  @Test
  void pooled_isTheMeanOfRes5_andTheEmbeddingItsDirection() {
    ImmutableList<RgbImage> images = TestImages.of(2, 64, 96);
    Outputs found = model.run("serving_default", images, "res5", "pooled");
    FloatNdArray embedding = model.run("embed", images).floats("embedding");
    for (int n = 0; n < 2; n++) {
      double norm = 0;
      for (int c = 0; c < 16; c++) {
        double sum = 0;
        for (int cell = 0; cell < 2 * 3; cell++) {
          sum += found.floats("res5").getFloat(n, cell / 3, cell % 3, c);
        }
        double mean = found.floats("pooled").getFloat(n, c);
        assertThat(mean).isCloseTo(sum / 6, within(TOLERANCE));
        norm += mean * mean;
      }
      for (int c = 0; c < 16; c++) {
        assertThat((double) embedding.getFloat(n, c))
            .isCloseTo(found.floats("pooled").getFloat(n, c) / Math.sqrt(norm), within(TOLERANCE));
      }
    }
  }

  @Test
  void imageBytes_pngOfTheSide_equalsItsPixels() {
    ImmutableList<RgbImage> images = TestImages.of(3, SIDE_PX, SIDE_PX);
    List<byte[]> files = images.stream().map(image -> TestImages.encode(image, "png")).toList();
    assertThatArray(model.runEncoded("image_bytes", files, "res5").floats("res5"))
        .isCloseTo(
            model.run("serving_default", images, "res5").floats("res5"),
            TOLERANCE,
            "a PNG that needs no resizing");
  }

  @Test
  void imageBytes_filesOfDifferentSizesAndFormats_areOneBatch() {
    List<byte[]> files =
        List.of(
            TestImages.encode(TestImages.of(1, 40, 200).get(0), "jpg"),
            TestImages.encode(TestImages.of(1, 1, 1).get(0), "png"),
            TestImages.encode(TestImages.of(1, 2000, 2).get(0), "png"));
    Outputs found = model.runEncoded("image_bytes", files, "res5", "pooled");
    assertThat(found.floats("res5").shape()).isEqualTo(Shape.of(3, 2, 2, 16));
    assertThat(found.floats("pooled").shape()).isEqualTo(Shape.of(3, 16));
  }

  @Test
  void imageBytes_none_isAnErrorThatNamesTheInput() {
    assertThatThrownBy(() -> model.runEncoded("image_bytes", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image_bytes must not be empty, but its shape is");
  }

  @Test
  void imageBytes_brokenFile_isAnErrorAndTheNextCallIsServed() {
    byte[] whole = TestImages.encode(TestImages.of(1, 40, 40).get(0), "jpg");
    byte[] broken = "no image".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> model.runEncoded("image_bytes", List.of(whole, broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "refuses its input: assertion failed: [image_bytes holds no JPEG, PNG, GIF or BMP that"
                + " can be decoded at (from 0):] [1]");
    assertThat(model.runEncoded("image_bytes", List.of(whole), "pooled").names())
        .containsExactly("pooled");
  }

  @Test
  void imageBytes_tooLargeByTheHeader_isNamedByItsPlaceAndNotDecoded() {
    byte[] whole = TestImages.encode(TestImages.of(1, 40, 40).get(0), "jpg");
    byte[] huge = TestPictures.pngHeader(9_000, 8_000);
    assertThatThrownBy(
            () -> model.runEncoded("image_bytes", List.of(whole, huge, whole, whole, huge)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "refuses its input: assertion failed: [image_bytes holds an image of more than 64000000"
                + " pixels at (from 0):] [1 4]");
  }

  @Test
  void masks_probabilitiesEqualTheTrainingGraphs_andLabelsAreTheLikeliestWhereCellsMeetPixels() {
    ImmutableList<RgbImage> images = TestImages.of(2, 64, 96);
    Outputs found = model.run("masks", images);
    FloatNdArray expected = run.masks(TestImages.normalised(images, TestImages.IMAGENET));
    assertThatArray(found.floats("probabilities")).isCloseTo(expected, TOLERANCE, "masks");
    IntNdArray labels = found.ints("labels");
    assertThat(labels.shape()).isEqualTo(Shape.of(2, 64, 96));
    for (int n = 0; n < 2; n++) {
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 96; x++) {
          assertThat(labels.getInt(n, y, x))
              .as("image %s, pixel (%s, %s)", n, y, x)
              .isEqualTo(likeliest(expected.get(n), (y + 0.5) / 32 - 0.5, (x + 0.5) / 32 - 0.5));
        }
      }
    }
  }

  /** Interpolates {@code [h, w, K]} at a cell's coordinates, clamped at the border. */
  private static int likeliest(FloatNdArray map, double row, double column) {
    int best = -1;
    double highest = -1;
    int h = (int) map.shape().get(0);
    int w = (int) map.shape().get(1);
    double y = Math.max(0, Math.min(h - 1, row));
    double x = Math.max(0, Math.min(w - 1, column));
    int y0 = (int) Math.min(Math.floor(y), h - 2);
    int x0 = (int) Math.min(Math.floor(x), w - 2);
    for (int k = 0; k < map.shape().get(2); k++) {
      double value =
          (1 - (y - y0)) * (1 - (x - x0)) * map.getFloat(y0, x0, k)
              + (1 - (y - y0)) * (x - x0) * map.getFloat(y0, x0 + 1, k)
              + (y - y0) * (1 - (x - x0)) * map.getFloat(y0 + 1, x0, k)
              + (y - y0) * (x - x0) * map.getFloat(y0 + 1, x0 + 1, k);
      if (value > highest) {
        best = k;
        highest = value;
      }
    }
    return best;
  }

  private static Offset<Double> within(double tolerance) {
    return Offset.offset(tolerance);
  }
}
