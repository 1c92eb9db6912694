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

/** {@code held_out.json}: {@link HeldOutResult}, written in two goes. */
public final class HeldOutFile {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new GuavaModule()).build();

  private HeldOutFile() {}

  public static void writeBefore(Path file, long images, ImmutableMap<String, Double> before) {
    write(file, new HeldOutResult(images, before, ImmutableMap.of()));
  }

  /** Does nothing where there is no {@code before}: held-out images were named on resume only. */
  public static void writeAfter(Path file, ImmutableMap<String, Double> after) {
    read(file)
        .ifPresent(
            result -> write(file, new HeldOutResult(result.images(), result.before(), after)));
  }

  private static void write(Path file, HeldOutResult result) {
    try {
      TextFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** What the file holds; empty where the run had no held-out images. */
  public static Optional<HeldOutResult> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), HeldOutResult.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
