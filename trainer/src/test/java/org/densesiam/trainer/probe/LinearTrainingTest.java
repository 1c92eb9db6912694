package org.densesiam.trainer.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LinearTrainingTest {
  private static final LinearTraining SHORT = new LinearTraining(200, 64, 0.05, 1e-4, 0);

  @Test
  void fit_separableClassesOfAnyScale_learnsThem() {
    LinearMap map = SHORT.fit(Blobs.bank(300, 1), 3);

    FeatureBank others = Blobs.bank(300, 2);
    long right =
        IntStream.range(0, others.size())
            .filter(i -> Blobs.answer(map, others, i) == others.label(i))
            .count();
    assertThat(right / 300.0).as("accuracy on points not learned from").isGreaterThan(0.99);
  }

  @Test
  void fit_sameSeed_givesTheSameMap() {
    FeatureBank bank = Blobs.bank(100, 1);
    LinearMap first = SHORT.fit(bank, 3);
    LinearMap second = SHORT.fit(bank, 3);

    assertThat(second.scores(bank, 7)).isEqualTo(first.scores(bank, 7));
    assertThat(SHORT.withSeed(5).fit(bank, 3).scores(bank, 7)).isNotEqualTo(first.scores(bank, 7));
  }

  @Test
  void fit_twoClassesWithoutFeatures_learnsTheirFrequency() {
    // One channel that never varies: only the bias can learn, and does, ln(3 / 1).
    float[] constant = {2, 2, 2, 2};
    FeatureBank bank = FeatureBank.of(constant, 1, new int[] {0, 0, 0, 1});

    double[] scores = new LinearTraining(2000, 8, 0.01, 0, 0).fit(bank, 2).scores(bank, 0);

    assertThat(scores[0] - scores[1]).isCloseTo(Math.log(3), Offset.offset(0.01));
  }

  @Test
  void constructor_numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> new LinearTraining(0, 1, 1, 0, 0)).hasMessageContaining("steps");
    assertThatThrownBy(() -> new LinearTraining(1, 1, 0, 0, 0))
        .hasMessageContaining("learningRate");
  }
}
