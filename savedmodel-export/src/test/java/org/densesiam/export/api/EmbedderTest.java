package org.densesiam.export.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.SegmentingRun;
import org.densesiam.export.TestImages;
import org.densesiam.export.TestPictures;
import org.densesiam.export.TrainedRun;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.Views;
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

final class EmbedderTest {
  private static final int SIDE_PX = 64;
  private static final DenseSiamConfig CONFIG = TrainedRun.tiny(Variant.MASKS, Precision.FP32);

  @TempDir private static Path folder;
  private static Embedder embedder;

  @BeforeAll
  static void load() {
    try (TrainedRun run = new TrainedRun(CONFIG)) {
      BackboneExport.of(CONFIG, TestImages.IMAGENET, SIDE_PX)
          .write(run.save(folder), new ModelFolder(folder.resolve("model")), 1, ImmutableMap.of());
    }
    embedder = Embedder.load(folder.resolve("model"));
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void embed_imageOfTheNetworksSize_isWhatTheModelAnswers() {
    RgbImage image = TestImages.of(1, 64, 96).get(0);
    EmbeddedImage found = embedder.embed(image);
    String dense = "res" + CONFIG.denseStage();
    try (ImageModel model = ImageModel.load(folder.resolve("model"))) {
      Outputs expected = model.run("serving_default", List.of(image), "pooled", dense);
      long[] shape = expected.floats(dense).shape().asArray();
      assertThat(found.embedding()).hasSize((int) expected.floats("pooled").shape().get(1));
      assertThat(found.embedding()[1]).isEqualTo(expected.floats("pooled").getFloat(0, 1));
      assertThat(new long[] {1, found.rows(), found.columns(), found.channels()}).isEqualTo(shape);
      assertThat(found.feature(1, 2)[3]).isEqualTo(expected.floats(dense).getFloat(0, 1, 2, 3));
      assertThat(found.features()).hasSize((int) (shape[1] * shape[2] * shape[3]));
    }
    assertThat(embedder.denseStage()).isEqualTo(CONFIG.denseStage());
    assertThat(embedder.shortSidePx()).isEqualTo(SIDE_PX);
  }

  @Test
  void embed_samePicture_isAlikeInEveryForm() throws IOException {
    RgbImage image = TestImages.of(1, 70, 50).get(0);
    byte[] png = TestImages.encode(image, "png");
    Path file = Files.write(folder.resolve("same.png"), png);
    BufferedImage picture = Views.ofBytes(image.rgb(), 70, 50);
    float[] expected = embedder.embed(image).embedding();
    List<EmbeddedImage> found =
        List.of(
            embedder.embed(file),
            embedder.embed(png),
            embedder.embed(new ByteArrayInputStream(png)),
            embedder.embed(picture),
            embedder.embedAll(List.of(picture, picture)).get(1),
            embedder.embedFiles(List.of(file, file)).get(1),
            embedder.embedEncoded(List.of(png, png)).get(1));
    assertThat(found)
        .allSatisfy(
            each ->
                assertThat(each.embedding())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(expected));
  }

  @Test
  void similarity_isTheCosineOfTheEmbeddings() {
    EmbeddedImage one = embedder.embed(TestImages.of(2, 64, 64).get(0));
    EmbeddedImage other = embedder.embed(TestImages.of(2, 64, 64).get(1));
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.embedding().length; i++) {
      product += one.embedding()[i] * other.embedding()[i];
      square += one.embedding()[i] * one.embedding()[i];
      otherSquare += other.embedding()[i] * other.embedding()[i];
    }
    assertThat(one.similarity(other))
        .isCloseTo(product / Math.sqrt(square * otherSquare), within(1e-5))
        .isLessThan(1);
    assertThat(one.similarity(one)).isCloseTo(1, within(1e-9));
  }

  @Test
  void feature_outsideOfTheGrid_isRefused() {
    EmbeddedImage found = embedder.embed(TestImages.of(1, 64, 64).get(0));
    assertThatThrownBy(() -> found.feature(found.rows(), 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("row");
  }

  @Test
  void embed_tooLargeByItsHeader_isRefusedUndecoded() {
    assertThatThrownBy(() -> embedder.embed(TestPictures.pngHeader(9_000, 8_000)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the image cannot be decoded: expected at most 64000000 pixels, found 9000 x 8000"
                + " (height x width)");
  }

  @Test
  void load_segmenter_isRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("segmenter"));
    try (SegmentingRun run = new SegmentingRun()) {
      run.export(other, Precision.FP32, Optional.empty());
    }
    assertThatThrownBy(() -> Embedder.load(other.resolve("model")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("assets.extra/backbone.json is missing");
  }
}
