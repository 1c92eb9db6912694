package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.densesiam.data.pipeline.LabelledPipelineRun.View;
import org.densesiam.data.view.LabelledViewConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledViewPipelineTest {
  private static final int IGNORED = 255;
  private static final PipelineConfig PAIRS = PipelineConfig.ofBatchSize(2);
  private static final LabelledViewConfig VIEWS = new LabelledViewConfig(32, 0.5, 2, 0.5, 1);

  @TempDir Path folder;

  /**
   * The colour is the label: wherever a pixel has the label of all pixels around it that a pixel of
   * the source or the filter reaches, its colour is that label's, or black where there is none. A
   * view is as large as the image's shorter side, so a pixel of the source is {@code scale} wide in
   * it.
   */
  @Property(tries = 15)
  void labels_followTheirImage(
      @ForAll @IntRange(min = 30, max = 90) int heightPx,
      @ForAll @IntRange(min = 30, max = 90) int widthPx,
      @ForAll @DoubleRange(min = 0.8, max = 4) double scale,
      @ForAll long seed)
      throws IOException {
    Path shards = Files.createTempDirectory("labelled"); // jqwik knows no @TempDir
    int sizePx = Math.min(heightPx, widthPx);
    LabelledViewConfig views = new LabelledViewConfig(sizePx, scale, scale, 0.5, 1);
    try (LabelledPipelineRun run =
        new LabelledPipelineRun(LabelledShards.write(shards, 4, heightPx, widthPx), views, PAIRS)) {
      for (View view : run.epoch(EpochStart.of(seed, 0))) {
        assertThat(checkedPixels(view, (int) Math.ceil(Math.max(1, scale))))
            .as("pixels within a block")
            .isPositive();
      }
    } finally {
      MoreFiles.deleteRecursively(shards, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** How many pixels were within one block; every one of them was right. */
  private static int checkedPixels(View view, int reach) {
    int checked = 0;
    for (int y = reach; y < view.sizePx() - reach; y++) {
      for (int x = reach; x < view.sizePx() - reach; x++) {
        int label = view.label(y, x);
        if (isWithin(view, y, x, reach)) {
          assertThat(view.colour(y, x))
              .as("colour at row %s, column %s, labelled %s", y, x, label)
              .isEqualTo(label == IGNORED ? 0 : LabelledShards.grey(label));
          checked++;
        }
      }
    }
    return checked;
  }

  private static boolean isWithin(View view, int row, int column, int reach) {
    for (int y = row - reach; y <= row + reach; y++) {
      for (int x = column - reach; x <= column + reach; x++) {
        if (view.label(y, x) != view.label(row, column)) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void view_smallerThanItsSize_isFilledUpWithoutLabels() throws IOException {
    LabelledViewConfig halved = new LabelledViewConfig(32, 0.5, 0.5, 0, 1);

    for (View view : epoch(LabelledShards.write(folder, 4, 48, 48), halved, 1)) {
      assertThat(Collections.frequency(view.labels(), IGNORED)).isEqualTo(32 * 32 - 16 * 16);
      assertThat(Collections.frequency(view.image(), 0)).isEqualTo(32 * 32 - 16 * 16);
    }
  }

  @Test
  void view_exactlyTheImage_isTheImage() throws IOException {
    LabelledViewConfig asItIs = new LabelledViewConfig(48, 1, 1, 0, 1);

    for (View view : epoch(LabelledShards.write(folder, 4, 48, 48), asItIs, 1)) {
      for (int y = 0; y < 48; y++) {
        for (int x = 0; x < 48; x++) {
          assertThat(view.colour(y, x)).isEqualTo(LabelledShards.grey(view.label(y, x)));
        }
      }
    }
  }

  @Test
  void only_someImages_leavesTheOthersOut() throws IOException {
    LabelledViewConfig asItIs = new LabelledViewConfig(48, 1, 1, 0, 1);
    RecordSource two =
        LabelledShards.write(folder, 6, 48, 48).only(ImmutableSet.of("1.png", "4.png"));

    assertThat(two.records()).isEqualTo(2);
    assertThat(epoch(two, asItIs, 1))
        .extracting(view -> view.label(0, 0)) // number mod 4
        .containsExactlyInAnyOrder(1, 0);
  }

  @Test
  void only_allImages_givesTheBatchesOfNoChoice() throws IOException {
    RecordSource all = LabelledShards.write(folder, 5, 40, 60);
    RecordSource named = all.only(ImmutableSet.of("0.png", "1.png", "2.png", "3.png", "4.png"));

    assertThat(named.records()).isEqualTo(all.records());
    for (int times : new int[] {1, 3}) {
      assertThat(epoch(named.repeated(times), VIEWS, 7))
          .as("%s times", times)
          .isEqualTo(epoch(all.repeated(times), VIEWS, 7));
    }
  }

  @Test
  void repeated_takesEachImageAsOften_inOtherViews() throws IOException {
    RecordSource three = LabelledShards.write(folder, 4, 48, 48).repeated(3);

    List<View> views = epoch(three, VIEWS, 1);

    assertThat(views).hasSize(12);
    assertThat(views).extracting(View::position).isSorted().doesNotHaveDuplicates();
    assertThat(views.stream().map(View::image).distinct()).hasSize(12);
  }

  @Test
  void start_inMidEpoch_givesTheRestOfTheUnbrokenEpoch() throws IOException {
    RecordSource source = LabelledShards.write(folder, 4, 48, 48).repeated(2);
    try (LabelledPipelineRun run = new LabelledPipelineRun(source, VIEWS, PAIRS)) {
      List<View> unbroken = run.epoch(EpochStart.of(3, 1));
      List<View> rest = run.epoch(new EpochStart(3, 1, 4));

      assertThat(rest).isEqualTo(new ArrayList<>(unbroken.subList(4, unbroken.size())));
    }
  }

  private static List<View> epoch(RecordSource source, LabelledViewConfig views, long seed) {
    try (LabelledPipelineRun run = new LabelledPipelineRun(source, views, PAIRS)) {
      return run.epoch(EpochStart.of(seed, 0));
    }
  }
}
