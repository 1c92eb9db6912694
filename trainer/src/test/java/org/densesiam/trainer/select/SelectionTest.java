package org.densesiam.trainer.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.densesiam.data.record.ImageRecord;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.probe.FrozenNetwork;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of plain colours, by a random network of width 8. */
final class SelectionTest {
  private static final PretrainConfig SMALL =
      Presets.PRETRAIN.load("quickstart", ImmutableList.of("model.backbone.width=8"));
  private static final ProgressDisplay SILENT =
      ProgressDisplay.ofLines(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));

  @TempDir private Path folder;

  @Test
  void run_threeOfThreeColours_areOneOfEach() throws IOException {
    ImmutableList.Builder<ImageRecord> records = ImmutableList.builder();
    for (int i = 0; i < 5; i++) {
      records.add(PlainShards.plain("red/" + i, Color.RED));
      records.add(PlainShards.plain("green/" + i, Color.GREEN));
      records.add(PlainShards.plain("blue/" + i, Color.BLUE));
    }
    PlainShards.write(folder.resolve("a.tfrecord"), records.build());

    SelectionResult result = run(3, "a.tfrecord");

    assertThat(result.chosen().stream().map(each -> each.name().replaceAll("/.*", "")))
        .containsExactlyInAnyOrder("red", "green", "blue");
    assertThat(result.images()).isEqualTo(15);
    assertThat(result.unreadable()).isZero();
    // Equal images in other batches may differ by rounding.
    assertThat(result.radius()).as("every image is as a chosen one").isLessThan(1e-3);
    assertThat(result.drawnRadius()).as("five draws do not all hit all").isGreaterThan(1e-2);
  }

  @Test
  void run_brokenRecordsAndSeveralShards_givesEachPictureItsOwnName() throws IOException {
    PlainShards.write(
        folder.resolve("all/1.tfrecord"),
        ImmutableList.of(PlainShards.broken("x.png"), PlainShards.plain("r.png", Color.RED)));
    PlainShards.write(
        folder.resolve("all/2.tfrecord"),
        ImmutableList.of(
            PlainShards.plain("g.png", Color.GREEN),
            PlainShards.broken("y.png"),
            PlainShards.plain("b.png", Color.BLUE)));

    SelectionResult result = run(3, "all/*.tfrecord");

    assertThat(result.chosen())
        .allSatisfy(
            each ->
                assertThat(new Color(each.thumbnail().getRGB(50, 50)))
                    .isEqualTo(
                        switch (each.name()) {
                          case "r.png" -> Color.RED;
                          case "g.png" -> Color.GREEN;
                          case "b.png" -> Color.BLUE;
                          default -> Color.WHITE;
                        }));
    assertThat(result.unreadable()).isEqualTo(2);
  }

  @Test
  void run_photograph_isShownWholeWithItsLongerSideOfTheSheet() throws IOException {
    PlainShards.write(
        folder.resolve("a.tfrecord"), ImmutableList.of(PlainShards.plain("r.png", Color.RED)));

    Photograph only = run(1, "a.tfrecord").chosen().get(0);

    assertThat(only.thumbnail().getHeight()).isEqualTo(176);
    assertThat(only.thumbnail().getWidth()).as("176 x 40 / 60").isEqualTo(117);
  }

  @Test
  void run_fewerCanBeDecodedThanAskedFor_isRefused() throws IOException {
    PlainShards.write(
        folder.resolve("a.tfrecord"),
        ImmutableList.of(PlainShards.plain("r.png", Color.RED), PlainShards.broken("x.png")));

    assertThatThrownBy(() -> run(2, "a.tfrecord"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "2 photographs cannot be chosen from the 1 of %s; ask for 1 at most, or give more",
            folder);
  }

  @Test
  void selection_recordsWithoutNames_areRefusedAtOnce() throws IOException {
    Path file = folder.resolve("a.tfrecord");
    PlainShards.writeNameless(file, PlainShards.plain("r.png", Color.RED));
    ShardSet shards = ShardSet.open(file.toString());

    assertThatThrownBy(() -> new Selection(new SelectionOrder(1, 32), shards, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Record 0 of %s has no image/filename, and a list needs names, found [image/encoded, image/format, image/height, image/width]; import the photographs by densesiam import images",
            file);
  }

  private SelectionResult run(int count, String shards) {
    ShardSet set = ShardSet.open(folder.resolve(shards).toString());
    try (FrozenNetwork network = FrozenNetwork.random(SMALL, 0, 5)) {
      return new Selection(new SelectionOrder(count, 32), set, SILENT).run(network);
    }
  }
}
