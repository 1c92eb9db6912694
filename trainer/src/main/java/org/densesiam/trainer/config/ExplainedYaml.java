package org.densesiam.trainer.config;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.densesiam.data.key.Key;

/** A configuration as YAML, each key with a comment that explains it, in lines of 100 columns. */
final class ExplainedYaml {
  private static final int COMMENT_COLUMN = 34;
  private static final int COLUMNS = 100;

  private final ImmutableMap<String, ConfigKey> keys;
  private final StringBuilder text = new StringBuilder();

  private ExplainedYaml(ImmutableMap<String, ConfigKey> keys) {
    this.keys = keys;
  }

  /**
   * Of a record.
   *
   * @param document its values
   * @param keys its keys
   */
  static String of(Class<? extends Record> type, JsonNode document, List<ConfigKey> keys) {
    ExplainedYaml yaml =
        new ExplainedYaml(keys.stream().collect(toImmutableMap(ConfigKey::key, key -> key)));
    yaml.group("", "", type, document);
    return yaml.text.toString();
  }

  private void group(String path, String indent, Class<?> type, JsonNode document) {
    for (RecordComponent component : type.getRecordComponents()) {
      member(path + component.getName(), indent, component, document);
    }
  }

  private void member(String path, String indent, RecordComponent component, JsonNode document) {
    ConfigKey leaf = keys.get(path);
    String name = component.getName();
    if (leaf != null) {
      line(indent, name, leaf);
      return;
    }
    if (indent.isEmpty()) {
      text.append('\n');
    }
    Key key = component.getAnnotation(Key.class);
    line(indent + name + ":", key == null ? "" : key.value());
    Class<?> type = component.getType();
    JsonNode group = document.path(name);
    if (SealedGroups.contains(type)) {
      line(
          indent + "  ",
          SealedGroups.VARIANT,
          requireNonNull(keys.get(path + "." + SealedGroups.VARIANT)));
      type =
          SealedGroups.variants(type)
              .getOrDefault(group.path(SealedGroups.VARIANT).asText(), Record.class);
    }
    group(path + ".", indent + "  ", type, group);
  }

  private void line(String indent, String name, ConfigKey key) {
    // JSON of a value is YAML, too, and stands on one line.
    line(
        key.value()
            .map(value -> indent + name + ": " + scalar(value))
            .orElse(indent + "# " + name + ":"),
        key.comment());
  }

  private static String scalar(JsonNode value) {
    return value.isTextual() && value.asText().matches("[a-z][a-z0-9_-]*")
        ? value.asText()
        : value.isArray()
            ? Streams.stream(value).map(JsonNode::toString).collect(joining(", ", "[", "]"))
            : value.toString();
  }

  private void line(String start, String comment) {
    StringBuilder line = new StringBuilder(Strings.padEnd(start, COMMENT_COLUMN - 1, ' '));
    line.append(comment.isEmpty() ? "" : " #");
    for (String word : Splitter.on(' ').omitEmptyStrings().split(comment)) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        text.append(line).append('\n');
        line = new StringBuilder(Strings.repeat(" ", COMMENT_COLUMN)).append('#');
      }
      line.append(' ').append(word);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
