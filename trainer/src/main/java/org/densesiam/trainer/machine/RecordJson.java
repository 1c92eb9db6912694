package org.densesiam.trainer.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.data.JsonMessage;

/** Records as JSON, such as provenance, {@code info} and benchmarks; times as ISO 8601. */
public final class RecordJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new GuavaModule())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private RecordJson() {}

  /** Indented, with a newline at the end. */
  public static String write(Record part) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(part) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + part, e);
    }
  }

  /**
   * Reads {@link #write} back.
   *
   * @throws IllegalArgumentException if the file holds something else
   * @throws UncheckedIOException if it cannot be read
   */
  public static <R extends Record> R read(Path file, Class<R> type) {
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is not what this version of DenseSiam wrote: %s".formatted(file, JsonMessage.of(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
