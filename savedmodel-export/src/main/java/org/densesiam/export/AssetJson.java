package org.densesiam.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;
import org.densesiam.data.JsonMessage;

/** Records as JSON files of {@code assets.extra/}. */
final class AssetJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new GuavaModule())
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later version says more
          .build();

  private AssetJson() {}

  /** Indented, with a newline at the end. */
  static String write(Record asset) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(asset) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + asset, e);
    }
  }

  /**
   * Reads {@link #write} back.
   *
   * @param file and {@code model}, the folder that it comes from, for errors
   * @throws IllegalArgumentException if it cannot be read
   */
  static <R extends Record> R parse(String json, Class<R> type, String file, Path model) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s of %s is not what DenseSiam wrote: %s".formatted(file, model, JsonMessage.of(e)), e);
    }
  }
}
