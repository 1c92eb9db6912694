package org.densesiam.data.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyRangeTest {
  record Sample(
      @Key(value = "a share", range = "[0, 1)") double share,
      @Key(value = "a rate", range = "(0, )") double rate,
      @Key(value = "a stage", range = "[2, 5]") int stage,
      @Key(value = "a side", range = "[32, )", multipleOf = 32, unit = "pixels") int side,
      @Key(value = "cores", range = "[1, )", absent = "all") Optional<Integer> cores,
      @Key("a name") String name) {
    Sample {
      KeyRange.check(Sample.class, share, rate, stage, side, cores, name);
    }
  }

  private static Sample sample(double share, double rate, int stage, int side, int cores) {
    return new Sample(share, rate, stage, side, Optional.of(cores), "a");
  }

  @Test
  void check_valuesAtTheEndsThatBelong_areTaken() {
    assertThat(sample(0, Double.MIN_VALUE, 2, 32, 1).stage()).isEqualTo(2);
    assertThat(sample(Math.nextDown(1.0), 1, 5, 64, 1).stage()).isEqualTo(5);
  }

  @Test
  void check_valuesOutside_areNamedWithTheRange() {
    assertRefused(() -> sample(1, 1, 2, 32, 1), "share must be in [0, 1): 1.0");
    assertRefused(() -> sample(-0.1, 1, 2, 32, 1), "share must be in [0, 1): -0.1");
    assertRefused(() -> sample(0, 0, 2, 32, 1), "rate must be above 0: 0.0");
    assertRefused(() -> sample(0, 1, 6, 32, 1), "stage must be 2 to 5: 6");
    assertRefused(() -> sample(0, 1, 2, 33, 1), "side must be a multiple of 32 pixels: 33");
    assertRefused(() -> sample(0, 1, 2, 0, 1), "side must be a multiple of 32 pixels: 0");
    assertRefused(
        () -> sample(0, 1, 2, 32, 0), "cores must be at least 1, or be left out for all: 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void check_rateThatIsNoNumber_isRefused(double rate) {
    assertRefused(() -> sample(0, rate, 2, 32, 1), "rate must be above 0: " + rate);
  }

  @Test
  void check_optionalThatIsLeftOut_isTaken() {
    assertThat(new Sample(0, 1, 2, 32, Optional.empty(), "a").cores()).isEmpty();
  }

  @SuppressWarnings("NullAway") // what a caller in Java may do all the same
  @Test
  void check_null_namesTheComponent() {
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> new Sample(0, 1, 2, 32, Optional.empty(), null))
        .withMessage("name");
  }

  @Test
  void check_valueForgotten_isADefect() {
    assertThatIllegalStateException().isThrownBy(() -> KeyRange.check(Sample.class, 0.5));
  }

  private static void assertRefused(Runnable making, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(sentence);
  }
}
