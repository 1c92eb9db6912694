package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalDouble;
import org.densesiam.trainer.log.RunEvent;

/**
 * The numbers of a run by name rather than by step, and what stands in sentences about them.
 *
 * @param steps as {@link org.densesiam.trainer.log.MetricsFile#read} gives them, ascending
 */
record Metrics(ImmutableList<RunEvent.Step> steps) {
  /** Values of one scalar at the steps that have it; may be NaN or infinite. */
  record Column(ImmutableDoubleArray steps, ImmutableDoubleArray values) {}

  /** A list and the step that it is of. */
  record StepList(long step, ImmutableDoubleArray numbers) {}

  /** Names of all scalars, in the order in which they first occur. */
  ImmutableSet<String> names() {
    return steps.stream()
        .flatMap(step -> step.scalars().keySet().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The last logged step; 0 when there is none. */
  long lastStep() {
    return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).step();
  }

  /** The values of a scalar; none when no step has it. */
  Column column(String name) {
    ImmutableDoubleArray.Builder at = ImmutableDoubleArray.builder();
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
    for (RunEvent.Step step : steps) {
      Double value = step.scalars().get(name);
      if (value != null) {
        at.add((double) step.step());
        values.add(value);
      }
    }
    return new Column(at.build(), values.build());
  }

  /** A list at every step that has it; none when no step has it. */
  ImmutableList<StepList> lists(String name) {
    ImmutableList.Builder<StepList> lists = ImmutableList.builder();
    for (RunEvent.Step step : steps) {
      ImmutableDoubleArray numbers = step.lists().get(name);
      if (numbers != null) {
        lists.add(new StepList(step.step(), numbers));
      }
    }
    return lists.build();
  }

  /** Mean of the finite values over the first twentieth of the steps that have this scalar. */
  OptionalDouble atStart(String name) {
    ImmutableDoubleArray values = column(name).values();
    return finiteMean(values.subArray(0, twentieth(values)));
  }

  /** Mean of the finite values over the last twentieth of the steps that have this scalar. */
  OptionalDouble atEnd(String name) {
    ImmutableDoubleArray values = column(name).values();
    return finiteMean(values.subArray(values.length() - twentieth(values), values.length()));
  }

  /** Mean of all finite values. */
  OptionalDouble mean(String name) {
    return finiteMean(column(name).values());
  }

  /** The last value, for scalars that count. */
  OptionalDouble last(String name) {
    ImmutableDoubleArray values = column(name).values();
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.get(values.length() - 1));
  }

  private static int twentieth(ImmutableDoubleArray values) {
    return Math.min(values.length(), Math.max(1, values.length() / 20));
  }

  private static OptionalDouble finiteMean(ImmutableDoubleArray values) {
    return values.stream().filter(Double::isFinite).average();
  }
}
