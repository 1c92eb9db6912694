package org.densesiam.trainer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.primitives.Floats;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Ints;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.densesiam.trainer.probe.FeatureBank;
import org.junit.jupiter.api.Test;

final class KCenterGreedyTest {
  /** On a line, with mean 1.8. */
  private static final FeatureBank LINE = bank(1, 0, 1, 2, 10, -4);

  @Test
  void choose_onALine_beginsNextToTheMeanThenTakesTheFarthest() {
    // 2 is 0.2 from the mean; then 10 is 8 away, -4 is 6, 0 is 2, 1 is 1.
    assertThat(KCenterGreedy.choose(LINE, 5).asList()).containsExactly(2, 3, 4, 0, 1);
  }

  @Test
  void choose_inThePlane_takesTheFirstOfEquals() {
    float[] corners = {0, 0, 6, 0, 0, 3, 6, 3};
    float[] nearMiddle = {3, 1.4F}; // the mean is at (3, 1.48)
    FeatureBank bank = bank(2, Floats.concat(corners, nearMiddle));

    // Both upper corners are sqrt(9 + 1.6^2) = 3.4 from it, then both lower ones 3 from an upper.
    assertThat(KCenterGreedy.choose(bank, 5).asList()).containsExactly(4, 2, 3, 0, 1);
  }

  @Test
  void choose_twoEquallyNearTheMean_beginsWithTheFirst() {
    assertThat(KCenterGreedy.choose(bank(1, -1, 1), 2).asList()).containsExactly(0, 1);
    assertThat(KCenterGreedy.choose(bank(1, 1, -1), 1).asList()).containsExactly(0);
  }

  @Test
  void choose_featuresThatAreAllEqual_choosesEachOnce() {
    assertThat(KCenterGreedy.choose(bank(2, 5, 7, 5, 7, 5, 7), 3).asList())
        .containsExactly(0, 1, 2);
  }

  @Test
  void choose_fewer_areTheFirstOfMore() {
    FeatureBank bank = random(60, 3, 7);
    ImmutableIntArray all = KCenterGreedy.choose(bank, 60);

    assertThat(ImmutableSet.copyOf(all.asList())).hasSize(60);
    for (int count : new int[] {1, 2, 17, 59}) {
      assertThat(KCenterGreedy.choose(bank, count)).isEqualTo(all.subArray(0, count));
    }
  }

  @Test
  void choose_otherOrderOfFeatures_choosesTheSame() {
    float[] forward = {0, 1, 2, 10, -4};
    FeatureBank backward = bank(1, -4, 10, 2, 1, 0);

    assertThat(KCenterGreedy.choose(backward, 5).stream().mapToObj(row -> backward.row(row)[0]))
        .containsExactly(forward[2], forward[3], forward[4], forward[0], forward[1]);
  }

  @Test
  void choose_anything_coversWithAtMostTwiceTheSmallestRadius() {
    for (long seed = 0; seed < 20; seed++) {
      FeatureBank bank = random(9, 2, seed);
      double smallest =
          Sets.combinations(IntStream.range(0, 9).boxed().collect(ImmutableSet.toImmutableSet()), 3)
              .stream()
              .mapToDouble(three -> radius(bank, three))
              .min()
              .orElseThrow();

      assertThat(KCenterGreedy.coveringRadius(bank, KCenterGreedy.choose(bank, 3)))
          .as("seed %s (Gonzalez 1985)", seed)
          .isBetween(smallest, 2 * smallest);
    }
  }

  @Test
  void coveringRadius_onALine_isTheLargestDistanceToTheNearestChosen() {
    assertThat(KCenterGreedy.coveringRadius(LINE, ImmutableIntArray.of(2))).isEqualTo(8);
    assertThat(KCenterGreedy.coveringRadius(LINE, ImmutableIntArray.of(2, 3))).isEqualTo(6);
    assertThat(KCenterGreedy.coveringRadius(LINE, ImmutableIntArray.of(2, 3, 4))).isEqualTo(2);
    assertThat(KCenterGreedy.coveringRadius(LINE, ImmutableIntArray.of(0, 1, 2, 3, 4))).isZero();
  }

  @Test
  void coveringRadius_inThePlane_isEuclidean() {
    assertThat(KCenterGreedy.coveringRadius(bank(2, 0, 0, 3, 4), ImmutableIntArray.of(0)))
        .isEqualTo(5);
  }

  @Test
  void draw_isOfDifferentFeaturesAndBySeed() {
    FeatureBank bank = random(30, 2, 1);
    ImmutableIntArray drawn = KCenterGreedy.draw(bank, 30, 4);

    assertThat(drawn.asList())
        .containsExactlyInAnyOrderElementsOf(Ints.asList(IntStream.range(0, 30).toArray()));
    assertThat(KCenterGreedy.draw(bank, 10, 4)).isEqualTo(drawn.subArray(0, 10));
    assertThat(KCenterGreedy.draw(bank, 10, 5)).isNotEqualTo(drawn.subArray(0, 10));
  }

  @Test
  void choose_noneOrMoreThanThereAre_isRefused() {
    for (int count : new int[] {-1, 0, 6}) {
      assertThatThrownBy(() -> KCenterGreedy.choose(LINE, count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("count must be 1 to 5, as many as there are: " + count);
    }
  }

  private static double radius(FeatureBank bank, Set<Integer> chosen) {
    return KCenterGreedy.coveringRadius(bank, ImmutableIntArray.copyOf(chosen));
  }

  private static FeatureBank random(int features, int channels, long seed) {
    Random random = new Random(seed);
    float[] values = new float[features * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return bank(channels, values);
  }

  private static FeatureBank bank(int channels, float... values) {
    return FeatureBank.of(values, channels, new int[values.length / channels]);
  }
}
