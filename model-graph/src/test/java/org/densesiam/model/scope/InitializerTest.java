package org.densesiam.model.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class InitializerTest {
  private static final Shape KERNEL = Shape.of(3, 3, 64, 128);

  @Test
  void heNormal_hasTheVarianceOfFanOut() {
    FloatTensor weight = start(1, "weight", KERNEL, Initializer.heNormalFanOut());

    double deviation = Math.sqrt(2.0 / (3 * 3 * 128));
    int n = weight.size();
    // Four standard errors: sigma / sqrt(n) of a mean, sigma / sqrt(2 n) of a deviation.
    assertThat(mean(weight)).isCloseTo(0, within(4 * deviation / Math.sqrt(n)));
    assertThat(deviation(weight)).isCloseTo(deviation, within(4 * deviation / Math.sqrt(2.0 * n)));
  }

  @Test
  void heNormal_isNotTruncated() {
    FloatTensor weight = start(1, "weight", KERNEL, Initializer.heNormalFanOut());

    // 4.55 % of a normal distribution lie beyond two deviations; n = 73,728 gives 0.08 % of error.
    double two = 2 * Math.sqrt(2.0 / (3 * 3 * 128));
    long beyond = 0;
    for (float value : weight.values()) {
      beyond += Math.abs(value) > two ? 1 : 0;
    }
    assertThat((double) beyond / weight.size()).isCloseTo(0.0455, within(0.004));
  }

  @Test
  void uniform_fillsItsRange() {
    FloatTensor weight = start(1, "weight", Shape.of(256, 256), Initializer.uniformFanIn(256));

    double bound = 1.0 / 16;
    double deviation = bound / Math.sqrt(3);
    assertThat(mean(weight)).isCloseTo(0, within(4 * deviation / 256));
    assertThat(deviation(weight)).isCloseTo(deviation, within(0.01 * deviation));
    double greatest = 0;
    for (float value : weight.values()) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertThat(greatest).isBetween(0.999 * bound, bound);
  }

  @Test
  void sameSeedAndName_giveTheSameBits() {
    assertThat(start(7, "a.weight", KERNEL, Initializer.heNormalFanOut()))
        .isIdenticalTo(start(7, "a.weight", KERNEL, Initializer.heNormalFanOut()));
  }

  @Test
  void otherSeedOrOtherName_givesUnrelatedValues() {
    FloatTensor weight = start(7, "a.weight", KERNEL, Initializer.heNormalFanOut());

    // Standard error of a correlation: 1 / sqrt(n) = 0.0037.
    assertThat(correlation(weight, start(8, "a.weight", KERNEL, Initializer.heNormalFanOut())))
        .isCloseTo(0, within(0.015));
    assertThat(correlation(weight, start(7, "b.weight", KERNEL, Initializer.heNormalFanOut())))
        .isCloseTo(0, within(0.015));
  }

  @Test
  void otherVariables_changeNothing() {
    try (TestGraph graph = TestGraph.open(7)) {
      graph.scope().weight("before", Shape.of(5), Initializer.uniformFanIn(5));
      Variable variable = graph.scope().weight("a.weight", KERNEL, Initializer.heNormalFanOut());
      graph.scope().weight("after", KERNEL, Initializer.heNormalFanOut());
      graph.initialize();

      assertThat(graph.read(variable))
          .isIdenticalTo(start(7, "a.weight", KERNEL, Initializer.heNormalFanOut()));
    }
  }

  private static FloatTensor start(long seed, String name, Shape shape, Initializer initializer) {
    try (TestGraph graph = TestGraph.open(seed)) {
      Variable variable = graph.scope().weight(name, shape, initializer);
      graph.initialize();
      return graph.read(variable);
    }
  }

  private static double mean(FloatTensor x) {
    double sum = 0;
    for (float value : x.values()) {
      sum += value;
    }
    return sum / x.size();
  }

  private static double deviation(FloatTensor x) {
    return Math.sqrt(x.norm() * x.norm() / x.size() - mean(x) * mean(x));
  }

  /** Cosine, which is the correlation of values of mean 0. */
  private static double correlation(FloatTensor x, FloatTensor y) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += (double) x.at(i) * y.at(i);
    }
    return sum / (x.norm() * y.norm());
  }
}
