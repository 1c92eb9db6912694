package org.densesiam.trainer.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.densesiam.data.JsonMessage;

/** One {@link RunEvent.Step} as one line of JSON and back. */
final class MetricsLine {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ImmutableSet<String> FIXED =
      ImmutableSet.of("step", "total_steps", "epoch", "epochs", "time");

  private MetricsLine() {}

  /** Without the newline. */
  static String write(RunEvent.Step report) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("step", report.step());
    line.put("total_steps", report.totalSteps());
    line.put("epoch", report.epoch());
    line.put("epochs", report.epochs());
    line.put("time", report.wallTime().toString());
    // Jackson writes NaN and infinities as strings, as protobuf's JSON has it.
    report.scalars().forEach(line::put);
    report.lists().forEach((name, list) -> list.forEach(line.putArray(name)::add));
    return line.toString();
  }

  /**
   * Of a line that {@link #write} made.
   *
   * @throws IllegalArgumentException if it is another
   */
  static RunEvent.Step parse(String text) {
    JsonNode line = parseTree(text);
    try {
      return new RunEvent.Step(
          required(line, "step").asLong(),
          required(line, "total_steps").asLong(),
          required(line, "epoch").asInt(),
          required(line, "epochs").asInt(),
          scalars(line),
          lists(line),
          Instant.parse(required(line, "time").asText()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"time\" is no time of ISO 8601: " + text, e);
    }
  }

  private static JsonNode parseTree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(JsonMessage.of(e), e);
    }
  }

  private static JsonNode required(JsonNode line, String key) {
    JsonNode value = line.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it lacks \"" + key + "\"");
    }
    return value;
  }

  private static ImmutableMap<String, Double> scalars(JsonNode line) {
    ImmutableMap.Builder<String, Double> scalars = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (!FIXED.contains(field.getKey()) && !field.getValue().isArray()) {
        scalars.put(field.getKey(), number(field.getKey(), field.getValue()));
      }
    }
    return scalars.buildOrThrow();
  }

  private static ImmutableMap<String, ImmutableDoubleArray> lists(JsonNode line) {
    ImmutableMap.Builder<String, ImmutableDoubleArray> lists = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (field.getValue().isArray()) {
        ImmutableDoubleArray.Builder list = ImmutableDoubleArray.builder(field.getValue().size());
        field.getValue().forEach(value -> list.add(number(field.getKey(), value)));
        lists.put(field.getKey(), list.build());
      }
    }
    return lists.buildOrThrow();
  }

  private static double number(String key, JsonNode value) {
    try {
      return value.isTextual() ? Double.parseDouble(value.textValue()) : value.doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + key + "\" is no number: " + value, e);
    }
  }
}
