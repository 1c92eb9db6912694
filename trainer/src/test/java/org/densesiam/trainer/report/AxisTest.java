package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;

final class AxisTest {
  @Test
  void ticks_linear_areRoundAndWithinTheAxis() {
    assertThat(new Axis(-0.96, 0.03, false).ticks().toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(-0.8, -0.6, -0.4, -0.2, 0);
    assertThat(new Axis(0, 1200, false).ticks().toArray())
        .containsExactly(0, 200, 400, 600, 800, 1000, 1200);
  }

  @Test
  void ticks_logarithmic_are1And2And5TimesPowersOfTen() {
    assertThat(new Axis(0.09, 2.5, true).ticks().toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.1, 0.2, 0.5, 1, 2);
    assertThat(new Axis(1e-6, 1e3, true).ticks().toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(1e-6, 1e-4, 1e-2, 1, 100);
  }

  @Test
  void position_isLinearInTheValueOrInItsLogarithm() {
    assertThat(new Axis(10, 30, false).position(15)).isEqualTo(0.25);
    assertThat(new Axis(0.01, 100, true).position(1)).isEqualTo(0.5);
  }

  @Test
  void around_constantValues_givesThemRoom() {
    Axis axis = Axis.around(ImmutableDoubleArray.of(5, 5), false);

    assertThat(axis.low()).isLessThan(5);
    assertThat(axis.high()).isGreaterThan(5);
    assertThat(axis.ticks().length()).isGreaterThan(1);
  }

  @Test
  void label_isShort() {
    assertThat(Axis.label(8e-10)).as("the exponent keeps its 0").isEqualTo("8e-10");
    assertThat(Axis.label(0.30000000000000004)).isEqualTo("0.3");
    assertThat(Axis.label(-0.25)).isEqualTo("\u22120.25");
    assertThat(Axis.label(12000)).isEqualTo("12,000");
    assertThat(Axis.label(3e-6)).isEqualTo("3e-06");
    assertThat(Axis.label(1e-300 * 1e-300)).isEqualTo("0");
  }
}
