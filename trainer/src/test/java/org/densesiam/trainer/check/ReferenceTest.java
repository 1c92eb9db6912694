package org.densesiam.trainer.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.densesiam.trainer.check.Reference.Deviation;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
  private static final float[] CHANGE = {3, -4};

  private final Reference reference =
      new Reference(
          ImmutableList.of(2.0, 1.0),
          5, // sqrt(3 * 3 + 4 * 4)
          new Deviation(0, 0),
          new Deviation(0, 0),
          ImmutableMap.of(
              "w",
              ImmutableList.of(
                  Reference.projection(CHANGE, 5000, 0), Reference.projection(CHANGE, 5000, 1))));

  @Test
  void of_theSame_isNoDeviation() {
    assertThat(reference.of(List.of(2.0, 1.0), ImmutableMap.of("w", CHANGE)))
        .isEqualTo(new Deviation(0, 0));
  }

  @Test
  void of_anotherLoss_isItsRelativeDifference() {
    assertThat(reference.of(List.of(2.0, 1.25), ImmutableMap.of("w", CHANGE)).losses())
        .isCloseTo(0.25, within(1e-12));
  }

  @Test
  void of_aChangeByATenthMore_isATenth() {
    float[] more = {3.3f, -4.4f};

    double found = reference.of(List.of(2.0, 1.0), ImmutableMap.of("w", more)).weights();

    // Onto signs (s, t) the difference of (0.3, -0.4) is 0.1 or 0.7 long, over a norm of 5.
    assertThat(found).isBetween(0.1 / 5 - 1e-6, 0.7 / 5 + 1e-6);
  }

  @Test
  void of_notANumber_isNeverWithin() {
    Deviation found = reference.of(List.of(2.0, Double.NaN), ImmutableMap.of("w", CHANGE));

    assertThat(found.isWithin(new Deviation(1e9, 1e9))).isFalse();
  }

  @Test
  void formula_isNumPys() {
    assertThat(Formula.bits(0, 0)).isEqualTo(0xE220A8397B1DCDAFL); // SplitMix64's first of seed 0
    // check_reference.py: mixed(5, 3)[2] and uniform(1, 2, 1.0)[1]
    assertThat(Formula.bits(5, 2)).isEqualTo(1874518578007762705L);
    assertThat(Formula.uniform(1, 2, 1)[1]).isEqualTo(-0.74793804f);
  }
}
