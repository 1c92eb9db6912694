package org.densesiam.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.record.PixelClass.Kind;
import org.junit.jupiter.api.Test;

final class SegmentationScoresTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);
  private static final ImmutableList<PixelClass> SKY_CAR_POLE =
      ImmutableList.of(
          new PixelClass("sky", Optional.of(Kind.STUFF)),
          new PixelClass("car", Optional.of(Kind.THING)),
          PixelClass.named("pole"));

  @Test
  void matched_twoClasses_isTheArithmetic() {
    ConfusionTally tally = new ConfusionTally(2, 2);
    tally.add(new int[] {0, 0, 0, 1, 1, 255}, new int[] {1, 1, 0, 0, 0, 1});

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE.subList(0, 2)).orElseThrow();

    assertThat(scores.labelledPixels()).isEqualTo(5);
    assertThat(scores.accuracy()).isCloseTo((2 + 2) / 5.0, ROUNDING);
    assertThat(scores.classes().get(0).iou().orElseThrow()).isCloseTo(2 / 3.0, ROUNDING);
    assertThat(scores.classes().get(1).iou().orElseThrow()).isCloseTo(2 / 3.0, ROUNDING);
    assertThat(scores.meanIou()).isCloseTo(2 / 3.0, ROUNDING);
  }

  @Test
  void matched_thingsAndStuff_areOfTheirClassesOnly() {
    ConfusionTally tally = new ConfusionTally(3, 3);
    // sky: 2 of 2 right, car: 1 of 2 right and one as pole, pole: 1 right.
    tally.add(new int[] {0, 0, 1, 1, 2}, new int[] {2, 2, 0, 1, 1});

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE).orElseThrow();

    assertThat(scores.meanIouStuff()).hasValue(1);
    assertThat(scores.meanIouThings()).hasValue(1 / 2.0);
    assertThat(scores.meanIou()).isCloseTo((1 + 1 / 2.0 + 1 / 2.0) / 3, ROUNDING);
  }

  @Test
  void matched_classAbsentFromBoth_isLeftOutOfTheMeans() {
    ConfusionTally tally = new ConfusionTally(3, 3);
    tally.add(new int[] {0, 2}, new int[] {0, 2}); // no car, and cluster 1 is never said

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE).orElseThrow();

    assertThat(scores.classes().get(1).iou()).isEmpty();
    assertThat(scores.meanIou()).isEqualTo(1);
    assertThat(scores.meanIouThings()).as("no thing has an IoU").isEmpty();
  }

  @Test
  void matched_fewerClustersThanClasses_countsTheRestAsMissed() {
    ConfusionTally tally = new ConfusionTally(3, 1);
    tally.add(new int[] {0, 0, 1, 2}, new int[] {0, 0, 0, 0});

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE).orElseThrow();

    assertThat(scores.classes())
        .extracting(SegmentationScores.OfClass::cluster)
        .containsExactly(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.empty());
    assertThat(scores.classes())
        .extracting(SegmentationScores.OfClass::iou)
        .containsExactly(OptionalDouble.of(2 / 4.0), OptionalDouble.of(0), OptionalDouble.of(0));
    assertThat(scores.accuracy()).isEqualTo(2 / 4.0);
  }

  @Test
  void matched_moreClustersThanClasses_countsTheOthersPixelsAsWrong() {
    ConfusionTally tally = new ConfusionTally(1, 3);
    tally.add(new int[] {0, 0, 0, 0}, new int[] {1, 1, 0, 2});

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE.subList(0, 1)).orElseThrow();

    assertThat(scores.classes().get(0).cluster()).hasValue(1);
    assertThat(scores.accuracy()).isEqualTo(2 / 4.0);
    assertThat(scores.meanIou()).isEqualTo(2 / 4.0);
  }

  @Test
  void purity_clustersThatShareAClass_allCountForIt() {
    ConfusionTally tally = new ConfusionTally(2, 3);
    tally.add(new int[] {0, 0, 0, 0, 1, 1}, new int[] {1, 1, 0, 2, 2, 2});

    SegmentationScores scores =
        SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE.subList(0, 2)).orElseThrow();

    assertThat(scores.accuracy()).as("class 0 is cluster 1 alone").isEqualTo((2 + 2) / 6.0);
    assertThat(scores.purity()).as("clusters 0 and 1 are class 0").isEqualTo((1 + 2 + 2) / 6.0);
  }

  @Test
  void matched_nothingLabelled_hasNoScores() {
    ConfusionTally tally = new ConfusionTally(3, 3);
    tally.add(new int[] {255, 255}, new int[] {0, 1});

    assertThat(SegmentationScores.matched(tally.matrix(), SKY_CAR_POLE)).isEmpty();
    assertThat(SegmentationScores.supervised(tally.matrix(), SKY_CAR_POLE)).isEmpty();
  }

  @Test
  void supervised_permutedPrediction_isNotPutRight() {
    ConfusionTally tally = new ConfusionTally(3, 3);
    tally.add(new int[] {0, 1, 2}, new int[] {1, 0, 2});

    SegmentationScores scores =
        SegmentationScores.supervised(tally.matrix(), SKY_CAR_POLE).orElseThrow();

    assertThat(scores.accuracy()).isEqualTo(1 / 3.0);
    assertThat(scores.meanIou()).isEqualTo(1 / 3.0);
  }

  @Test
  void add_valuesOutOfRange_areDefects() {
    ConfusionTally tally = new ConfusionTally(2, 3);

    assertThatThrownBy(() -> tally.add(new int[] {2}, new int[] {0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("label 2 of 2 classes");
    assertThatThrownBy(() -> tally.add(new int[] {1}, new int[] {3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cluster 3 of 3 clusters");
    assertThatThrownBy(() -> tally.add(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 labels, 3 predictions");
  }
}
