package org.densesiam.trainer.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.JsonMessage;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.export.picture.Png;

/**
 * An evaluation in a folder, each file whole or not there:
 *
 * <pre>
 * evaluation.json   {@link EvaluationSummary}
 * evaluation.txt    {@link ScoreTable}
 * confusion.png     where classes went; not without labels
 * samples.png       images, prediction, truth
 * </pre>
 *
 * <p>Files of an earlier evaluation are replaced.
 */
public final class EvaluationFiles {
  /** Name of the figures' file. */
  public static final String SUMMARY = "evaluation.json";

  private static final String TABLE = "evaluation.txt";

  /** Name of the picture of {@link EvaluationPictures#confusion}. */
  public static final String CONFUSION = "confusion.png";

  /** Name of the picture of {@link EvaluationPictures#samples}. */
  public static final String SAMPLES = "samples.png";

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new GuavaModule()).addModule(new Jdk8Module()).build();

  private EvaluationFiles() {}

  /**
   * Writes all files.
   *
   * @param classes as in {@link Evaluation#classes}
   * @throws UncheckedIOException if one cannot be written
   */
  public static void write(
      EvaluationResult result, Optional<ImmutableList<PixelClass>> classes, Path folder) {
    EvaluationSummary summary = result.summary();
    EvaluationPictures pictures = new EvaluationPictures(result, classes);
    try {
      Files.createDirectories(folder);
      AtomicFile.write(folder.resolve(SUMMARY), json(summary));
      AtomicFile.write(
          folder.resolve(TABLE),
          (String.join("\n", new ScoreTable(summary).lines()) + "\n").getBytes(UTF_8));
      AtomicFile.write(folder.resolve(SAMPLES), Png.encode(pictures.samples()));
      if (pictures.confusion().isPresent()) {
        AtomicFile.write(folder.resolve(CONFUSION), Png.encode(pictures.confusion().get()));
      } else {
        Files.deleteIfExists(folder.resolve(CONFUSION));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the evaluation to " + folder + ": " + e, e);
    }
  }

  /** As in {@link #SUMMARY}. */
  static byte[] json(EvaluationSummary summary) {
    try {
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n")
          .getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + summary, e);
    }
  }

  /**
   * Reads figures back.
   *
   * @param folder that {@link #write} wrote to
   * @return empty if there are none
   * @throws IllegalArgumentException if it is none that this version wrote
   */
  public static Optional<EvaluationSummary> read(Path folder) {
    Path file = folder.resolve(SUMMARY);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), EvaluationSummary.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is no evaluation of this version of DenseSiam: %s; evaluate again"
              .formatted(file, JsonMessage.of(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }
}
