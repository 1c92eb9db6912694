package org.densesiam.trainer.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** A configuration as a list of keys, for tables. */
public final class ConfigValues {
  private ConfigValues() {}

  /**
   * What each key is set to, by keys as {@code --set} takes them, such as {@code
   * optimizer.baseLearningRate}, in the order of the file; a list of numbers is one value.
   */
  public static ImmutableMap<String, String> of(TrainingConfig config) {
    try {
      ImmutableMap.Builder<String, String> values = ImmutableMap.builder();
      add("", new YAMLMapper().readTree(ConfigYaml.write(config)), values);
      return values.buildOrThrow();
    } catch (JsonProcessingException e) {
      throw new AssertionError("A configuration that was just written cannot be read", e);
    }
  }

  private static void add(String path, JsonNode node, ImmutableMap.Builder<String, String> values) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        add(
            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
            field.getValue(),
            values);
      }
    } else {
      values.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
