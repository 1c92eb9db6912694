package org.densesiam.trainer.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.JsonMessage;
import org.densesiam.model.weights.CheckpointArrays;

/**
 * The files of one checkpoint: the two of the variables, and {@code checkpoint.json} with the
 * SHA-256 of each, its own included. Those of earlier versions have none; TensorFlow's own
 * checksums, one a variable, stand in for them.
 */
final class CheckpointFiles {
  private static final String DESCRIPTION = "checkpoint.json";
  private static final ImmutableList<String> VARIABLES =
      ImmutableList.of("variables.index", "variables.data-00000-of-00001");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new GuavaModule())
          .addModule(new Jdk8Module())
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private CheckpointFiles() {}

  /** Writes {@code checkpoint.json} beside the files of the variables. */
  static void writeDescription(Path folder, Checkpoint checkpoint) throws IOException {
    ImmutableMap.Builder<String, String> sums = ImmutableMap.builder();
    for (String name : VARIABLES) {
      sums.put(name, sha256(folder.resolve(name)));
    }
    sums.put(DESCRIPTION, sha256(checkpoint));
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(
            folder.resolve(DESCRIPTION).toFile(), checkpoint.withSha256(sums.buildOrThrow()));
  }

  /** Reads {@code checkpoint.json}. */
  static Checkpoint description(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    try {
      return JSON.readerFor(Checkpoint.class).<Checkpoint>readValue(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw failure(file, new IOException(JsonMessage.of(e), e));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static UncheckedIOException failure(Path file, IOException cause) {
    return new UncheckedIOException(
        "Cannot read %s, which describes a checkpoint: %s".formatted(file, cause.getMessage()),
        cause);
  }

  /** Whether any file of a checkpoint is in a folder. */
  static boolean anyIn(Path folder) {
    return Files.isRegularFile(folder.resolve(DESCRIPTION))
        || VARIABLES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /**
   * Compares a checkpoint's files with what {@code checkpoint.json} says of them.
   *
   * @param step that it should be of, if that is known
   * @return the first file that is not as it was written, and in what; empty if it is whole
   */
  static Optional<String> damage(Path folder, Optional<Long> step) {
    ImmutableList<String> all =
        ImmutableList.<String>builder().addAll(VARIABLES).add(DESCRIPTION).build();
    for (String name : all) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        return Optional.of(name + " is missing");
      }
    }
    Checkpoint checkpoint;
    try {
      checkpoint = description(folder);
    } catch (UncheckedIOException e) {
      return Optional.of(
          "%s cannot be read (%s)"
              .formatted(DESCRIPTION, requireNonNull(e.getCause()).getMessage()));
    }
    long found = checkpoint.position().step();
    if (step.isPresent() && step.get() != found) {
      return Optional.of("%s is of step %d".formatted(DESCRIPTION, found));
    }
    return checkpoint.sha256().flatMap(sums -> changed(folder, checkpoint, sums));
  }

  /**
   * As {@link #damage}; where there are no sums, TensorFlow reads all variables, in a session of
   * its own.
   */
  static Optional<String> anyDamage(Path folder, Optional<Long> step) {
    return damage(folder, step)
        .or(
            () -> {
              Checkpoint checkpoint = description(folder);
              return checkpoint.sha256().isPresent()
                  ? Optional.empty()
                  : unreadable(folder, checkpoint);
            });
  }

  private static Optional<String> changed(
      Path folder, Checkpoint checkpoint, ImmutableMap<String, String> written) {
    ImmutableMap.Builder<String, String> found = ImmutableMap.builder();
    try {
      found.put(DESCRIPTION, sha256(checkpoint));
      for (String name : VARIABLES) {
        found.put(name, sha256(folder.resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read checkpoint " + folder, e);
    }
    return found.buildOrThrow().entrySet().stream()
        .filter(file -> !file.getValue().equals(written.get(file.getKey())))
        .findFirst()
        .map(file -> file.getKey() + " is not as it was written (another SHA-256)");
  }

  private static Optional<String> unreadable(Path folder, Checkpoint checkpoint) {
    try {
      CheckpointArrays.check("the variables", Checkpoint.prefix(folder), checkpoint.shapes());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String sha256(Path file) throws IOException {
    return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
  }

  /** Of all that it says but the sums, on one line. */
  private static String sha256(Checkpoint checkpoint) throws IOException {
    return Hashing.sha256()
        .hashString(JSON.writeValueAsString(checkpoint.withoutSha256()), StandardCharsets.UTF_8)
        .toString();
  }
}
