package org.densesiam.trainer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
  /** 20, 19, ... 1 ms. */
  private static final double[] SECONDS =
      IntStream.rangeClosed(1, 20).mapToDouble(i -> (21 - i) / 1e3).toArray();

  @Test
  void of_twentySteps_hasTheirMedianAndTheNineteenthForP95() {
    BenchmarkResult.Measurement measurement =
        BenchmarkResult.Measurement.of(Benchmark.Part.SHARDS, 8, SECONDS, 0.021, Optional.of(5L));

    assertThat(measurement.medianMs()).isCloseTo((10 + 11) / 2.0, within(1e-9));
    assertThat(measurement.p95Ms()).isCloseTo(19, within(1e-9));
    assertThat(measurement.imagesPerSecond()).isCloseTo(20 * 8 / 0.210, within(1e-6));
    assertThat(measurement.waitShare().orElseThrow()).isCloseTo(0.021 / 0.210, within(1e-9));
    assertThat(measurement.peakMemoryBytes()).contains(5L);
  }

  @Test
  void of_oneStep_isThatStep() {
    BenchmarkResult.Measurement measurement =
        BenchmarkResult.Measurement.of(
            Benchmark.Part.SYNTHETIC, 2, new double[] {0.5}, 0, Optional.empty());

    assertThat(measurement.medianMs()).isEqualTo(500);
    assertThat(measurement.p95Ms()).isEqualTo(500);
    assertThat(measurement.imagesPerSecond()).isEqualTo(4);
  }

  @Test
  void of_inputAlone_hasNoShareOfWaiting() {
    assertThat(
            BenchmarkResult.Measurement.of(
                    Benchmark.Part.INPUT, 8, SECONDS, 0.210, Optional.empty())
                .waitShare())
        .isEmpty();
  }
}
