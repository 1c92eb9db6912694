package org.densesiam.trainer.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/**
 * One key of a configuration, for people.
 *
 * @param key its path, such as {@code run.epochs}
 * @param type such as {@code whole number}
 * @param range which values it may have; empty if any of its type
 * @param value the preset's; empty if the preset leaves it out
 * @param absent what it means to leave it out; empty if it must be there
 * @param meaning a phrase
 */
public record ConfigKey(
    String key,
    String type,
    String range,
    @JsonProperty("default") Optional<JsonNode> value,
    Optional<String> absent,
    String meaning) {

  /** The key of a component. */
  static ConfigKey of(String path, RecordComponent component, JsonNode value) {
    Optional<Key> key = Optional.ofNullable(component.getAnnotation(Key.class));
    return new ConfigKey(
        path,
        typeOf(component),
        KeyRange.of(component)
            .map(KeyRange::words)
            .filter(words -> !words.isEmpty())
            .orElseGet(() -> Joiner.on(", ").join(Spelling.all(component.getType()))),
        Optional.of(value).filter(given -> !given.isMissingNode() && !given.isNull()),
        key.map(Key::absent).filter(absent -> !absent.isEmpty()),
        key.map(Key::value).orElse(""));
  }

  /** The key that says which record a group is. */
  static ConfigKey ofVariant(String path, Iterable<String> names, JsonNode value) {
    return new ConfigKey(
        path,
        "one of",
        Joiner.on(", ").join(names),
        Optional.of(value),
        Optional.empty(),
        "which of them; the keys beside it are its own");
  }

  /** What may stand in a comment beside the value. */
  String comment() {
    return Joiner.on("; ")
        .join(
            ImmutableList.of(
                    Optional.of(meaning).filter(text -> !text.isEmpty()),
                    Optional.of(range).filter(text -> !text.isEmpty()),
                    absent.map(text -> "left out: " + text))
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private static String typeOf(RecordComponent component) {
    Class<?> type = component.getType();
    Type full = component.getGenericType();
    boolean numbers = full.getTypeName().contains("Double");
    if (type.isEnum()) {
      return "one of";
    }
    if (List.class.isAssignableFrom(type) || full.getTypeName().contains("List<")) {
      return numbers ? "numbers" : "names";
    }
    if (type == boolean.class) {
      return "true, false";
    }
    return type == double.class || numbers ? "number" : "whole number";
  }
}
