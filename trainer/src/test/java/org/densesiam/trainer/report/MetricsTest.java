package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.time.Instant;
import java.util.Map;
import org.densesiam.trainer.log.RunEvent;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  @Test
  void column_hasTheStepsThatHaveTheScalar() {
    Metrics metrics =
        new Metrics(
            ImmutableList.of(
                step(1, ImmutableMap.of("loss/total", -0.25)),
                step(2, ImmutableMap.of("loss/total", -0.5, "loss/region", 4.0))));

    assertThat(metrics.names()).containsExactly("loss/total", "loss/region");
    assertThat(metrics.column("loss/total").values().asList()).containsExactly(-0.25, -0.5);
    assertThat(metrics.column("loss/region").steps().asList()).containsExactly(2.0);
    assertThat(metrics.column("loss/none").values().isEmpty()).isTrue();
    assertThat(metrics.lastStep()).isEqualTo(2);
  }

  @Test
  void lists_haveTheStepsThatHaveThem() {
    ImmutableDoubleArray list = ImmutableDoubleArray.of(-0.125, -0.602);
    Metrics metrics =
        new Metrics(
            ImmutableList.of(
                step(1, ImmutableMap.of("loss/total", -0.25)),
                new RunEvent.Step(
                    5,
                    100,
                    0,
                    1,
                    ImmutableMap.of("a", 1.0),
                    ImmutableMap.of("b", list),
                    Instant.EPOCH)));

    assertThat(metrics.lists("b")).containsExactly(new Metrics.StepList(5, list));
    assertThat(metrics.lists("a")).isEmpty();
  }

  @Test
  void means_leaveOutWhatIsNotFinite() {
    Metrics metrics = ofValues(Double.NaN, Double.POSITIVE_INFINITY, 4);

    assertThat(metrics.column("a").values().asList())
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, 4.0);
    assertThat(metrics.mean("a")).hasValue(4);
    assertThat(metrics.atStart("a")).isEmpty();
  }

  @Test
  void atStartAndAtEnd_longRun_areMeansOverATwentieth() {
    double[] values = new double[40];
    java.util.Arrays.setAll(values, i -> i);

    Metrics metrics = ofValues(values);

    assertThat(metrics.atStart("a")).hasValue(0.5); // of 0 and 1
    assertThat(metrics.atEnd("a")).hasValue(38.5); // of 38 and 39
  }

  @Test
  void last_isTheLastValue() {
    assertThat(ofValues(1, 3, 2).last("a")).hasValue(2);
    assertThat(ofValues().last("a")).isEmpty();
  }

  @Test
  void provenance_nested_isFlattenedInOrder() {
    assertThat(
            ProvenanceRows.of(
                "{\"command\":[\"a\",\"b\"],\"java\":{\"version\":17},\"x\":[1,{\"y\":2}]}"))
        .containsExactly(
            Map.entry("command", "a b"),
            Map.entry("java.version", "17"),
            Map.entry("x.0", "1"),
            Map.entry("x.1.y", "2"));
  }

  private static Metrics ofValues(double... values) {
    ImmutableList.Builder<RunEvent.Step> steps = ImmutableList.builder();
    for (int i = 0; i < values.length; i++) {
      steps.add(step(i + 1, ImmutableMap.of("a", values[i])));
    }
    return new Metrics(steps.build());
  }

  private static RunEvent.Step step(long step, ImmutableMap<String, Double> scalars) {
    return new RunEvent.Step(step, 100, 0, 1, scalars, Instant.EPOCH);
  }
}
