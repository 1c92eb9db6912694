package org.densesiam.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers of a run, as its {@code metrics.jsonl} holds them: one object a logged step, {@code
 * {"step": 20, "epoch": 0, "wall_s": 3.1, "loss/total": -0.41, ...}}.
 *
 * @param steps ascending by step
 */
public record Metrics(ImmutableList<Step> steps) {
  /** Keys that place a line rather than measure something. */
  private static final ImmutableSet<String> PLACES = ImmutableSet.of("step", "epoch", "wall_s");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /**
   * One logged step.
   *
   * @param step steps done
   * @param scalars by name, in the order of the file; may be NaN or infinite
   */
  public record Step(long step, ImmutableMap<String, Double> scalars) {}

  /** Values of one scalar at the steps that have it. */
  record Column(ImmutableDoubleArray steps, ImmutableDoubleArray values) {}

  /**
   * Reads a metrics file. Where a resumed run repeats steps, the later lines count. A last line
   * without an end, left by a process that was killed, is ignored.
   *
   * @throws IllegalArgumentException when another line is not such an object, naming file and line
   * @throws UncheckedIOException when the file cannot be read
   */
  public static Metrics read(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the metrics " + file + ": " + e, e);
    }
  }

  static Metrics parse(List<String> lines, String where) {
    java.util.TreeMap<Long, Step> steps = new java.util.TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        if (!line.path("step").isIntegralNumber()) {
          throw notAStep(where, i + 1, "it has no whole number \"step\"");
        }
        long step = line.get("step").longValue();
        steps.tailMap(step, true).clear();
        steps.put(step, new Step(step, scalars(line)));
      } catch (JsonProcessingException e) {
        if (i + 1 < lines.size()) {
          throw notAStep(where, i + 1, e.getOriginalMessage());
        }
      }
    }
    return new Metrics(ImmutableList.copyOf(steps.values()));
  }

  private static IllegalArgumentException notAStep(String where, int line, String reason) {
    return new IllegalArgumentException(
        String.format("%s line %d is not a logged step: %s", where, line, reason));
  }

  private static ImmutableMap<String, Double> scalars(JsonNode line) {
    ImmutableMap.Builder<String, Double> scalars = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (!PLACES.contains(field.getKey())) {
        scalars.put(field.getKey(), number(field.getValue()));
      }
    }
    return scalars.buildOrThrow();
  }

  /** JSON knows no NaN, so writers put {@code null} or a string in its place. */
  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asText()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

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
    for (Step step : steps) {
      Double value = step.scalars().get(name);
      if (value != null) {
        at.add((double) step.step());
        values.add(value);
      }
    }
    return new Column(at.build(), values.build());
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
