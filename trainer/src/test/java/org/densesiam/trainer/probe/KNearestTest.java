package org.densesiam.trainer.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class KNearestTest {
  /** Directions at 0, 10, 20 and 90 degrees, at any length. */
  private static final FeatureBank TRAINING = directions(new int[] {1, 0, 0, 2}, 0, 10, 20, 90);

  @Test
  void accuracy_oneNeighbour_isThatOnesClass() {
    ProbeResult.TopAccuracy found =
        new KNearest(1, 0.1).accuracy(TRAINING, directions(new int[] {1, 2, 0}, 2, 80, 80));

    assertThat(found.top1()).isEqualTo(2 / 3.0);
    assertThat(found.top5()).as("of three classes").isEqualTo(1);
    assertThat(found.images()).isEqualTo(3);
    assertThat(found.classes()).isEqualTo(3);
  }

  @Test
  void accuracy_coldVotes_followTheNearest_warmOnesTheMany() {
    // At 1 degree the nearest is of class 1, and two others near are of class 0.
    FeatureBank query = directions(new int[] {1}, 1);

    // exp(cos(1 degree) / T) against exp(cos(9) / T) + exp(cos(19) / T)
    double nearest = Math.cos(Math.toRadians(1));
    double second = Math.cos(Math.toRadians(9));
    double third = Math.cos(Math.toRadians(19));
    assertThat(Math.exp(nearest / 0.005))
        .isGreaterThan(Math.exp(second / 0.005) + Math.exp(third / 0.005));
    assertThat(Math.exp(nearest / 0.1)).isLessThan(Math.exp(second / 0.1) + Math.exp(third / 0.1));

    assertThat(new KNearest(3, 0.005).accuracy(TRAINING, query).top1()).isEqualTo(1);
    assertThat(new KNearest(3, 0.1).accuracy(TRAINING, query).top1()).isZero();
  }

  @Test
  void accuracy_moreNeighboursThanFeatures_takesAll() {
    assertThat(KNearest.DEFAULT.accuracy(TRAINING, directions(new int[] {0}, 10)).top1())
        .isEqualTo(1);
  }

  @Test
  void accuracy_manyQueries_areAllCounted() {
    int[] labels = new int[1000];
    double[] degrees = new double[1000];
    Arrays.fill(labels, 2);
    Arrays.fill(degrees, 88);

    ProbeResult.TopAccuracy found =
        new KNearest(1, 0.1).accuracy(TRAINING, directions(labels, degrees));

    assertThat(found.images()).isEqualTo(1000);
    assertThat(found.top1()).isEqualTo(1);
  }

  @Test
  void tally_sixClasses_countsTheFiveLargest() {
    ProbeResult.TopAccuracy.Tally tally = new ProbeResult.TopAccuracy.Tally(6);
    double[] scores = {6, 5, 4, 3, 2, 1};
    tally.add(0, scores);
    tally.add(4, scores);
    tally.add(5, scores);
    tally.add(1, new double[6]); // equal scores: class 0 comes first

    assertThat(tally.result()).isEqualTo(new ProbeResult.TopAccuracy(1 / 4.0, 3 / 4.0, 4, 6));
  }

  private static FeatureBank directions(int[] labels, double... degrees) {
    float[] values = new float[2 * degrees.length];
    for (int i = 0; i < degrees.length; i++) {
      double length = 1 + 100 * (i % 3);
      values[2 * i] = (float) (length * Math.cos(Math.toRadians(degrees[i])));
      values[2 * i + 1] = (float) (length * Math.sin(Math.toRadians(degrees[i])));
    }
    return FeatureBank.of(values, 2, labels);
  }
}
