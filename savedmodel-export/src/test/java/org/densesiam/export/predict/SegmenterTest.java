package org.densesiam.export.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.SegmentingRun;
import org.densesiam.export.TestImages;
import org.densesiam.export.TrainedRun;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.loss.RegionLossConfig.Variant;
import org.densesiam.model.scope.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmenterTest {
  @TempDir private static Path folder;
  private static Segmenter segmenter;

  @BeforeAll
  static void load() {
    try (SegmentingRun run = new SegmentingRun()) {
      run.export(folder, Precision.FP32, Optional.of(SegmentingRun.MATCHING));
    }
    segmenter = Segmenter.load(folder.resolve("model"));
  }

  @AfterAll
  static void close() {
    segmenter.close();
  }

  @Test
  void segment_imageOfTheNetworksSize_isWhatTheModelAnswers() {
    RgbImage image = TestImages.of(1, 48, 96).get(0);
    SegmentedImage found = segmenter.segment(image);
    try (ImageModel model = ImageModel.load(folder.resolve("model"))) {
      Outputs expected = model.run("serving_default", List.of(image));
      assertThat(found.labels()).isEqualTo(expected.ints("labels").streamOfInts().toArray());
      assertThat(found.confidence(47, 95))
          .isEqualTo(expected.floats("confidence").getFloat(0, 47, 95));
    }
  }

  @Test
  void segment_fileOfAnySize_isAnsweredAtThatSize() throws IOException {
    Path file = folder.resolve("odd.png");
    Files.write(file, TestImages.encode(TestImages.of(1, 31, 203).get(0), "png"));
    SegmentedImage found = segmenter.segment(file);
    assertThat(found.heightPx()).isEqualTo(31);
    assertThat(found.widthPx()).isEqualTo(203);
    assertThat(found.labels()).hasSize(31 * 203);
    assertThat(found.label(30, 202)).isEqualTo(found.labels()[31 * 203 - 1]);
    assertThat(found.confidence(0, 0)).isBetween(1f / SegmentingRun.CLUSTERS, 1f);
    assertThatThrownBy(() -> found.label(31, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("row");
  }

  @Test
  void segment_fromManyThreads_isTheSameEveryTime() {
    RgbImage[] images = TestImages.of(4, 48, 64).toArray(RgbImage[]::new);
    int[][] alone =
        IntStream.range(0, 4)
            .mapToObj(i -> segmenter.segment(images[i]).labels())
            .toArray(int[][]::new);
    IntStream.range(0, 64)
        .parallel()
        .forEach(
            i -> assertThat(segmenter.segment(images[i % 4]).labels()).isEqualTo(alone[i % 4]));
  }

  @Test
  void segment_brokenFile_saysSoAndTheNextIsAnswered() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.jpg"), "text");
    assertThatThrownBy(() -> segmenter.segment(file)).isInstanceOf(IOException.class);
    assertThat(segmenter.segment(TestImages.of(1, 1, 1).get(0)).labels()).hasSize(1);
  }

  @Test
  void matching_isTheEvaluations() {
    assertThat(segmenter.matching()).contains(SegmentingRun.MATCHING);
    assertThat(segmenter.clusters()).isEqualTo(SegmentingRun.CLUSTERS);
    assertThat(segmenter.shortSidePx()).isEqualTo(SegmentingRun.SIDE_PX);
  }

  @Test
  void load_backbone_isRefused() {
    DenseSiamConfig config = TrainedRun.tiny(Variant.MASKS, Precision.FP32);
    ModelFolder target = new ModelFolder(folder.resolve("backbone"));
    try (TrainedRun run = new TrainedRun(config)) {
      BackboneExport.of(config, TestImages.IMAGENET, 32)
          .write(run.save(folder), target, 1, ImmutableMap.of());
    }
    assertThatThrownBy(() -> Segmenter.load(target.path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backbone/1 is no segmenter: assets.extra/segmenter.json is missing");
  }
}
