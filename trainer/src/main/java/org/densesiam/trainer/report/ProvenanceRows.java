package org.densesiam.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.densesiam.data.JsonMessage;

/** Turns a run's {@code provenance.json} into rows of a table. */
public final class ProvenanceRows {
  private ProvenanceRows() {}

  /**
   * The leaves of a JSON object in order; nested names are joined by dots, elements of an array are
   * numbered from 0, an array of plain words is one row.
   *
   * @throws IllegalArgumentException when it is not a JSON object
   */
  public static ImmutableMap<String, String> of(String json) {
    try {
      JsonNode root = new JsonMapper().readTree(json);
      if (!root.isObject()) {
        throw new IllegalArgumentException("provenance must be a JSON object, found " + json);
      }
      ImmutableMap.Builder<String, String> rows = ImmutableMap.builder();
      addLeaves("", root, rows);
      return rows.buildOrThrow();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("provenance is not JSON: " + JsonMessage.of(e), e);
    }
  }

  private static void addLeaves(
      String path, JsonNode node, ImmutableMap.Builder<String, String> rows) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        addLeaves(join(path, field.getKey()), field.getValue(), rows);
      }
    } else if (node.isArray() && !holdsOnlyText(node)) {
      for (int i = 0; i < node.size(); i++) {
        addLeaves(join(path, String.valueOf(i)), node.get(i), rows);
      }
    } else if (node.isArray()) {
      StringBuilder words = new StringBuilder();
      node.forEach(word -> words.append(words.isEmpty() ? "" : " ").append(word.textValue()));
      rows.put(path, words.toString());
    } else {
      rows.put(path, node.asText());
    }
  }

  private static boolean holdsOnlyText(JsonNode array) {
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
