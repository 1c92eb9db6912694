package org.densesiam.export.api;

import static com.google.common.base.Preconditions.checkNotNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.densesiam.data.picture.Orientation;
import org.densesiam.export.BackboneExport;
import org.densesiam.export.SegmentingRun;
import org.densesiam.export.TestImages;
import org.densesiam.export.TestPictures;
import org.densesiam.export.TrainedRun;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.picture.CategoryPalette;
import org.densesiam.export.picture.Png;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void segment_samePng_isAnsweredAlikeInEveryForm() throws IOException {
    byte[] png = TestImages.encode(TestImages.of(1, 61, 90).get(0), "png");
    Path file = Files.write(folder.resolve("same.png"), png);
    BufferedImage picture = ImageIO.read(file.toFile());
    SegmentedImage expected = segmenter.segment(file);
    assertThatIsAnsweredAlike(segmenter.segment(png), expected);
    assertThatIsAnsweredAlike(segmenter.segment(picture), expected);
    assertThatIsAnsweredAlike(segmenter.segment(RgbImage.of(picture)), expected);
    try (InputStream stream = Files.newInputStream(file)) {
      assertThatIsAnsweredAlike(segmenter.segment(stream), expected);
      assertThat(stream.read()).as("the stream is read to its end, and open").isEqualTo(-1);
    }
  }

  @ParameterizedTest(name = "BufferedImage type {0}")
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void segment_pictureOfAnyType_isAnsweredAsItsPng(int type) throws IOException {
    BufferedImage picture = new BufferedImage(80, 60, type);
    Graphics2D graphics = picture.createGraphics();
    graphics.drawImage(
        ImageIO.read(
            new ByteArrayInputStream(TestImages.encode(TestImages.of(1, 60, 80).get(0), "png"))),
        0,
        0,
        null);
    graphics.dispose();
    assertThatIsAnsweredAlike(segmenter.segment(picture), segmenter.segment(Png.encode(picture)));
  }

  @Test
  void segmentAll_sizesMixed_isEachAloneInTheirOrder() {
    List<RgbImage> images = new ArrayList<>();
    for (RgbImage image : TestImages.of(20, 48, 64)) { // more than go at a time
      images.add(image);
      images.addAll(TestImages.of(1, 30 + images.size(), 50));
    }
    ImmutableList<SegmentedImage> together = segmenter.answers(images);
    assertThat(together).hasSize(40);
    for (int i = 0; i < 40; i++) {
      assertThatIsAnsweredAlike(together.get(i), segmenter.segment(images.get(i)));
    }
  }

  @Test
  void segmentAll_javasPictures_isAsTheirPixels() {
    List<RgbImage> images = TestImages.of(3, 48, 64);
    List<BufferedImage> pictures =
        images.stream().map(image -> Views.ofBytes(image.rgb(), 48, 64)).toList();
    List<SegmentedImage> found = segmenter.segmentAll(pictures);
    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThatIsAnsweredAlike(found.get(i), segmenter.segment(images.get(i)));
    }
    assertThatThrownBy(() -> segmenter.segmentAll(Arrays.asList(pictures.get(0), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1 (from 0) is null");
  }

  @Test
  void segment_tooLargeByItsHeader_isRefusedUndecoded() throws IOException {
    byte[] huge = TestPictures.pngHeader(100_000, 80_000);
    assertThatThrownBy(() -> segmenter.segmentEncoded(List.of(huge)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "image 0 (from 0) cannot be decoded: expected at most 64000000 pixels, found"
                + " 100000 x 80000 (height x width)");
    byte[] small = TestImages.encode(TestImages.of(1, 20, 30).get(0), "png");
    ModelOptions exact = ModelOptions.DEFAULT.withMaxPixels(600);
    try (Segmenter limited = Segmenter.load(folder.resolve("model"), exact)) {
      assertThat(limited.segment(small).labels()).hasSize(600);
    }
    try (Segmenter limited = Segmenter.load(folder.resolve("model"), exact.withMaxPixels(599))) {
      assertThatThrownBy(() -> limited.segment(small))
          .hasMessage(
              "the image cannot be decoded: expected at most 599 pixels, found 20 x 30 (height x"
                  + " width)");
    }
  }

  @Test
  void segment_turnedJpeg_isAnsweredAsItIsShown_unlessToldOtherwise() throws IOException {
    byte[] plain = TestImages.encode(TestImages.of(1, 40, 90).get(0), "jpg");
    byte[] turned = TestPictures.withOrientation(plain, 6); // a quarter clockwise
    SegmentedImage shown = segmenter.segment(turned);
    assertThat(shown.heightPx()).isEqualTo(90);
    assertThat(shown.widthPx()).isEqualTo(40);
    try (ImageCodec codec = new ImageCodec()) {
      assertThatIsAnsweredAlike(
          shown, segmenter.segment(codec.decode(plain).turned(Orientation.TURNED_90)));
    }
    ModelOptions asStored = ModelOptions.DEFAULT.withExifOrientation(false);
    try (Segmenter stored = Segmenter.load(folder.resolve("model"), asStored)) {
      assertThatIsAnsweredAlike(stored.segment(turned), segmenter.segment(plain));
    }
  }

  @Test
  void load_onCpuWithOneThread_answersAlike() {
    RgbImage image = TestImages.of(1, 60, 80).get(0);
    ModelOptions options = ModelOptions.DEFAULT.withDevice(Device.CPU).withThreads(1);
    try (Segmenter alone = Segmenter.load(folder.resolve("model"), options)) {
      assertThatIsAnsweredAlike(alone.segment(image), segmenter.segment(image));
    }
  }

  @Test
  void segmentFilesAndEncoded_areEachAlone() throws IOException {
    List<byte[]> encoded =
        TestImages.of(3, 48, 48).stream().map(image -> TestImages.encode(image, "jpg")).toList();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(Files.write(folder.resolve("list" + i + ".jpg"), encoded.get(i)));
    }
    for (int i = 0; i < 3; i++) {
      SegmentedImage alone = segmenter.segment(files.get(i));
      assertThatIsAnsweredAlike(segmenter.segmentFiles(files).get(i), alone);
      assertThatIsAnsweredAlike(segmenter.segmentEncoded(encoded).get(i), alone);
    }
  }

  @Test
  void segmentLists_empty_haveNoAnswers() throws IOException {
    assertThat(segmenter.segmentAll(List.of())).isEmpty();
    assertThat(segmenter.segmentFiles(List.of())).isEmpty();
    assertThat(segmenter.segmentEncoded(List.of())).isEmpty();
  }

  @Test
  void segmentLists_nullElement_isNamedByItsPlace() {
    RgbImage image = TestImages.of(1, 8, 8).get(0);
    assertThatThrownBy(() -> segmenter.answers(Arrays.asList(image, null, image)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1 (from 0) is null");
    assertThatThrownBy(() -> segmenter.segmentFiles(Arrays.asList(new Path[] {null})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 0 (from 0) is null");
    assertThatThrownBy(() -> segmenter.segmentEncoded(Arrays.asList(new byte[0], null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image 1 (from 0) is null");
  }

  @Test
  void segmentLists_brokenInTheMiddle_isNamedByItsPlace() throws IOException {
    byte[] good = TestImages.encode(TestImages.of(1, 20, 20).get(0), "png");
    byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("good.png"), good);
    Path broken = Files.write(folder.resolve("middle.png"), text);
    assertThatThrownBy(() -> segmenter.segmentEncoded(List.of(good, good, text, good)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "image 2 (from 0) cannot be decoded: Unknown image file format. One of JPEG, PNG, GIF,"
                + " BMP required.");
    assertThatThrownBy(() -> segmenter.segmentFiles(List.of(file, broken, file)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("image 1 (from 0), " + broken + " cannot be decoded: Unknown");
    assertThatThrownBy(() -> segmenter.segment(broken))
        .hasMessageStartingWith(broken + " cannot be decoded: Unknown");
    assertThatThrownBy(() -> segmenter.segment(text))
        .hasMessageStartingWith("the image cannot be decoded: Unknown");
  }

  @Test
  void classNames_areThoseOfTheMatching_byLabel() {
    assertThat(segmenter.segment(TestImages.of(1, 9, 9).get(0)).classNames())
        .containsExactly("tree", "sky", "cluster 2 (unmatched)", "car", "road");
  }

  @Test
  void shares_areThoseOfThePixels_theLargestFirst() {
    SegmentedImage found = segmenter.segment(TestImages.of(1, 73, 57).get(0));
    Map<String, Long> pixels =
        Arrays.stream(found.labels())
            .mapToObj(label -> found.classNames().get(label))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    assertThat(found.shares()).hasSameSizeAs(pixels);
    found
        .shares()
        .forEach(
            (name, share) ->
                assertThat(share).isEqualTo(checkNotNull(pixels.get(name)) / (73.0 * 57)));
    assertThat(List.copyOf(found.shares().values())).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void confidences_areThoseOfThePixels() {
    SegmentedImage found = segmenter.segment(TestImages.of(1, 33, 71).get(0));
    assertThat(found.confidences()).hasSize(33 * 71);
    assertThat(found.confidences()[20 * 71 + 40]).isEqualTo(found.confidence(20, 40));
  }

  @Test
  void overlay_isAsLargeAsTheImage_andLegendedOneHasItAtItsLeft() {
    SegmentedImage found = segmenter.segment(TestImages.of(1, 200, 300).get(0));
    BufferedImage overlay = found.overlay();
    BufferedImage legended = found.overlayWithLegend();
    assertThat(overlay.getWidth()).isEqualTo(300);
    assertThat(overlay.getHeight()).isEqualTo(200);
    assertThat(legended.getWidth()).isGreaterThan(400);
    assertThat(legended.getRGB(0, 0, 300, 200, null, 0, 300))
        .isEqualTo(overlay.getRGB(0, 0, 300, 200, null, 0, 300));
  }

  @Test
  void overlay_colours_areTheEvaluations() {
    RgbImage grey = RgbImage.of(1, 1, new byte[] {100, 100, 100});
    SegmentedImage found = segmenter.segment(grey);
    int category = SegmentingRun.MATCHING.categories().get(found.label(0, 0));
    Color colour = CategoryPalette.colour(category);
    assertThat(new Color(found.overlay().getRGB(0, 0)).getGreen())
        .isEqualTo((int) Math.round(0.4 * 100 + 0.6 * colour.getGreen()));
  }

  @Test
  void modelWithoutNames_hasNone_andCallsClustersByTheirNumbers() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    try (SegmentingRun run = new SegmentingRun()) {
      run.export(plain, Precision.FP32, Optional.empty());
    }
    try (Segmenter unnamed = Segmenter.load(plain.resolve("model"))) {
      SegmentedImage found = unnamed.segment(TestImages.of(1, 1, 1).get(0));
      assertThat(found.classNames()).isEmpty();
      assertThat(found.shares()).containsExactly(Map.entry("cluster " + found.label(0, 0), 1.0));
    }
  }

  private static void assertThatIsAnsweredAlike(SegmentedImage found, SegmentedImage expected) {
    assertThat(found.heightPx()).isEqualTo(expected.heightPx());
    assertThat(found.widthPx()).isEqualTo(expected.widthPx());
    assertThat(found.labels()).isEqualTo(expected.labels());
    assertThat(found.confidences())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(expected.confidences());
  }

  @Test
  void matching_isTheEvaluations() {
    assertThat(segmenter.classNames())
        .containsExactly("tree", "sky", "cluster 2 (unmatched)", "car", "road");
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
