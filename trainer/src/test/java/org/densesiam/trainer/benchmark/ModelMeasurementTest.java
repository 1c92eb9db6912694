package org.densesiam.trainer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ModelMeasurementTest {
  @Test
  void of_hundredCalls_hasTheFiftiethAndTheNinetyNinth_anImage() {
    long[] nanos = LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000).toArray();

    ModelBenchmarkResult.ModelMeasurement measured =
        ModelBenchmarkResult.ModelMeasurement.of(nanos, 4, 2.0, Optional.empty(), Optional.empty());

    assertThat(measured.calls()).isEqualTo(100);
    assertThat(measured.imagesPerSecond()).isCloseTo(100 * 4 / 2.0, within(1e-9));
    assertThat(measured.p50Ms()).isCloseTo(50.0 / 4, within(1e-9));
    assertThat(measured.p99Ms()).isCloseTo(99.0 / 4, within(1e-9));
  }
}
