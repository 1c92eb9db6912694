package org.densesiam.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.JsonMessage;

/**
 * {@code held_out.json}: how the network does on the same views of images that it was not trained
 * on, written in two goes.
 *
 * @param images how many
 * @param before the first step: losses and meters, by the names of {@link
 *     org.densesiam.trainer.log.ScalarNames}
 * @param after the last step; empty until then
 */
public record HeldOutResult(
    long images, ImmutableMap<String, Double> before, ImmutableMap<String, Double> after) {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new GuavaModule()).build();

  /** Begins the file. */
  public static void writeBefore(Path file, long images, ImmutableMap<String, Double> before) {
    new HeldOutResult(images, before, ImmutableMap.of()).write(file);
  }

  /** Does nothing where there is no {@code before}: held-out images were named on resume only. */
  public static void writeAfter(Path file, ImmutableMap<String, Double> after) {
    read(file).ifPresent(begun -> new HeldOutResult(begun.images, begun.before, after).write(file));
  }

  private void write(Path file) {
    try {
      TextFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * What the file holds; empty where the run had no held-out images.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  public static Optional<HeldOutResult> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), HeldOutResult.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is not what this version of DenseSiam wrote: %s".formatted(file, JsonMessage.of(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
