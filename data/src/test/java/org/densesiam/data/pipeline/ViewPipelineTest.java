package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.densesiam.data.pipeline.PipelineRun.Batch;
import org.densesiam.data.view.ViewConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

class ViewPipelineTest {
  private static final int SIZE_PX = 16;
  private static final int BATCH = 4;
  private static final long SEED = 7;
  private static final ViewConfig VIEWS = ViewConfig.simSiam(SIZE_PX);

  /** 16 x 16 px of CMYK for red 200, green 60, blue 30, written by Pillow 11, JPEG quality 90. */
  private static final byte[] CMYK_JPEG =
      Base64.getDecoder()
          .decode(
              "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDA"
                  + "wLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkR"
                  + "AEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAICf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2g"
                  + "AOBEMATQBZAEsAAD8AsBJTPpqmAAAA/9k=");

  @TempDir Path folder;

  @Test
  void epoch_ofTenRecords_givesTwoFullBatchesOfFourWithAscendingPositions() throws IOException {
    try (PipelineRun run = run(images(10), config(1))) {
      List<Batch> batches = run.epoch(EpochStart.of(SEED, 0));

      assertThat(batches).hasSize(2);
      assertThat(positions(batches)).isEqualTo(LongStream.range(0, 8).boxed().toList());
    }
  }

  @Test
  void epoch_startedTwice_isTheSameWhateverTheParallelism() throws IOException {
    RecordSource source = TestShards.write(folder, 3, images(12));
    try (PipelineRun one = new PipelineRun(source, VIEWS, config(1));
        PipelineRun four = new PipelineRun(source, VIEWS, config(4))) {
      List<Batch> first = one.epoch(EpochStart.of(SEED, 3));

      assertThat(one.epoch(EpochStart.of(SEED, 3))).isEqualTo(first);
      assertThat(four.epoch(EpochStart.of(SEED, 3))).isEqualTo(first);
    }
  }

  @Test
  void epoch_startedInTheMiddle_isBitForBitTheRestOfTheUnbrokenEpoch() throws IOException {
    try (PipelineRun run = run(images(16), config(2))) {
      List<Batch> unbroken = run.epoch(EpochStart.of(SEED, 1));
      long next = last(unbroken.get(1)) + 1;

      assertThat(run.epoch(new EpochStart(SEED, 1, next))).isEqualTo(unbroken.subList(2, 4));
    }
  }

  @Test
  void epoch_eachHasAllRecordsInAnOrderOfItsOwn() throws IOException {
    try (PipelineRun run = run(images(16), config(2))) {
      List<Integer> first = ids(run.epoch(EpochStart.of(SEED, 0)));
      List<Integer> second = ids(run.epoch(EpochStart.of(SEED, 1)));
      List<Integer> otherSeed = ids(run.epoch(EpochStart.of(SEED + 1, 0)));

      List<Integer> all = IntStream.range(0, 16).boxed().toList();
      assertThat(first).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
      assertThat(second).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(first);
      assertThat(otherSeed).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(first);
    }
  }

  @Test
  void epoch_withRecordsThatCannotBeDecoded_leavesThemOutAndPositionsTellHowMany()
      throws IOException {
    List<byte[]> images = images(16);
    List<Integer> ids;
    try (PipelineRun run = run(images, config(2))) { // tells where 3 and 8 will be
      ids = ids(run.epoch(EpochStart.of(SEED, 0)));
    }
    images.set(3, TestShards.BROKEN);
    images.set(8, TestShards.BROKEN);
    try (PipelineRun run = run(images, config(2))) {
      List<Batch> batches = run.epoch(EpochStart.of(SEED, 0));
      List<Long> positions = positions(batches);
      long last = positions.get(positions.size() - 1);

      assertThat(positions)
          .isEqualTo(
              LongStream.rangeClosed(0, last)
                  .boxed()
                  .filter(p -> ids.get(p.intValue()) != 3 && ids.get(p.intValue()) != 8)
                  .toList());
      assertThat(last + 1 - positions.size())
          .as("records left out up to the last position")
          .isEqualTo(
              ids.subList(0, (int) last + 1).stream().filter(id -> id == 3 || id == 8).count());
    }
  }

  @Test
  void epoch_resumedBehindARecordThatCannotBeDecoded_isStillTheUnbrokenOne() throws IOException {
    List<byte[]> images = images(18);
    images.set(5, TestShards.BROKEN);
    images.set(6, TestShards.BROKEN);
    try (PipelineRun run = run(images, config(2))) {
      List<Batch> unbroken = run.epoch(EpochStart.of(SEED, 0));
      for (int done = 1; done < unbroken.size(); done++) {
        long next = last(unbroken.get(done - 1)) + 1;
        assertThat(run.epoch(new EpochStart(SEED, 0, next)))
            .as("resumed after %s batches", done)
            .isEqualTo(unbroken.subList(done, unbroken.size()));
      }
    }
  }

  @Test
  void epoch_ofAShardDamagedSinceItWasVerified_endsAndLacksRecords() throws IOException {
    RecordSource source = TestShards.write(folder, 1, images(16));
    byte[] bytes = Files.readAllBytes(source.files().get(0));
    bytes[bytes.length / 2] ^= 1;
    Files.write(source.files().get(0), bytes);
    try (PipelineRun run = new PipelineRun(source, VIEWS, config(2))) {
      List<Long> positions = positions(run.epoch(EpochStart.of(SEED, 0)));

      assertThat(source.records() - positions.size())
          .as("more lacks than the rest of a batch explains")
          .isGreaterThanOrEqualTo(BATCH);
    }
  }

  @Test
  void views_showWhatTheirBoxesAndFlipsSay() throws IOException {
    try (PipelineRun run = run(images(16), config(2))) {
      for (Batch batch : run.epoch(EpochStart.of(SEED, 0))) {
        for (int i = 0; i < BATCH; i++) {
          assertShows(batch.view1(), i, batch.box1(), batch.flip1().get(i));
          assertShows(batch.view2(), i, batch.box2(), batch.flip2().get(i));
        }
      }
    }
  }

  @Test
  void epoch_drawsBothFlipsAndDifferentCropsForTheTwoViews() throws IOException {
    try (PipelineRun run = run(images(32), config(2))) {
      List<Batch> batches = run.epoch(EpochStart.of(SEED, 0));

      List<Boolean> flips = new ArrayList<>();
      batches.forEach(batch -> flips.addAll(batch.flip1()));
      assertThat(flips).contains(true, false);
      assertThat(batches).allSatisfy(batch -> assertThat(batch.box1()).isNotEqualTo(batch.box2()));
    }
  }

  @Test
  void images_greyWithAlphaAndCmyk_becomeRgb() throws IOException {
    BufferedImage grey = new BufferedImage(20, 30, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage alpha = new BufferedImage(20, 30, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 20; x++) {
        grey.getRaster().setSample(x, y, 0, 90);
        alpha.setRGB(x, y, 0xff0a141e);
      }
    }
    List<byte[]> images =
        List.of(TestShards.encoded(grey), TestShards.encoded(alpha), CMYK_JPEG, CMYK_JPEG);
    try (PipelineRun run = run(images, config(1))) {
      Batch batch = run.epoch(EpochStart.of(SEED, 0)).get(0);

      List<List<Integer>> colours =
          IntStream.range(0, BATCH).mapToObj(i -> pixel(batch.view1(), i, 8, 8)).toList();
      assertThat(colours).contains(List.of(90, 90, 90), List.of(10, 20, 30));
      assertThat(colours)
          .filteredOn(rgb -> Math.abs(rgb.get(0) - 200) < 4 && Math.abs(rgb.get(1) - 60) < 4)
          .as("red, green, blue of the CMYK image, found %s", colours)
          .hasSize(2);
    }
  }

  @Test
  void pipeline_everyOperation_isPinnedToTheCpu() throws IOException {
    RecordSource source = TestShards.write(folder, 3, images(4));
    try (Graph graph = new Graph()) {
      ViewPipeline pipeline = new ViewPipeline(Ops.create(graph), source, VIEWS, config(1));

      assertThat(pipeline.batch().view1().shape()).isEqualTo(Shape.of(BATCH, SIZE_PX, SIZE_PX, 3));
      assertThat(graph.toGraphDef().getNodeList())
          .allSatisfy(node -> assertThat(node.getDevice()).as(node.getName()).endsWith("CPU:0"));
    }
  }

  @Test
  void pipeline_fewerRecordsThanABatch_isRefused() {
    assertThatThrownBy(() -> run(images(3), config(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batchSize is 4, but there are only 3 records; lower batchSize or give more images");
  }

  /** The view's pixels are the coordinates that its box and flip give them, to a rounding. */
  private static void assertShows(List<Byte> views, int index, List<Float> boxes, boolean flip) {
    List<Float> box = boxes.subList(4 * index, 4 * index + 4);
    for (int at : new int[] {2, 8, 13}) { // away from the border, where the filter is cut
      double y = box.get(0) + (at + 0.5) / SIZE_PX * (box.get(2) - box.get(0));
      double u = (at + 0.5) / SIZE_PX;
      double x = box.get(1) + (flip ? 1 - u : u) * (box.get(3) - box.get(1));
      List<Integer> rgb = pixel(views, index, at, at);
      assertThat(rgb.get(0)).as("red at row %s", at).isBetween(near(y, -2), near(y, 2));
      assertThat(rgb.get(1)).as("green at column %s", at).isBetween(near(x, -2), near(x, 2));
    }
  }

  private static int near(double coordinate, int tolerance) {
    return (int) Math.round(coordinate * 255) + tolerance;
  }

  private static List<Integer> pixel(List<Byte> views, int index, int row, int column) {
    int at = ((index * SIZE_PX + row) * SIZE_PX + column) * 3;
    return views.subList(at, at + 3).stream().map(Byte::toUnsignedInt).toList();
  }

  private static List<Integer> ids(List<Batch> batches) {
    List<Integer> ids = new ArrayList<>();
    for (Batch batch : batches) {
      for (int i = 0; i < BATCH; i++) {
        ids.add(pixel(batch.view1(), i, 0, 0).get(2));
      }
    }
    return ids;
  }

  private static List<Long> positions(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.position().stream()).toList();
  }

  private static long last(Batch batch) {
    return batch.position().get(BATCH - 1);
  }

  private PipelineRun run(List<byte[]> images, PipelineConfig config) throws IOException {
    return new PipelineRun(TestShards.write(folder, 3, images), VIEWS, config);
  }

  private static PipelineConfig config(int parallelism) {
    return new PipelineConfig(BATCH, 8, Optional.of(parallelism), 1);
  }

  private static List<byte[]> images(int count) {
    List<byte[]> images = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      images.add(TestShards.coordinates(40 + id % 3 * 12, id));
    }
    return images;
  }
}
