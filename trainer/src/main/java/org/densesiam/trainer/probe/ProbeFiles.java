package org.densesiam.trainer.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.AtomicFile;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.machine.RecordJson;

/**
 * A probe's result in a folder: {@code probe.json}, and what {@link EvaluationFiles} writes if
 * pixels were judged.
 */
public final class ProbeFiles {
  /** Name of the figures' file. */
  public static final String RESULT = "probe.json";

  private ProbeFiles() {}

  /**
   * Writes the files; those of an earlier probe are replaced.
   *
   * @throws UncheckedIOException if one cannot be written
   */
  public static void write(ProbeResult result, Path folder) {
    try {
      Files.createDirectories(folder);
      AtomicFile.write(folder.resolve(RESULT), RecordJson.write(result).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the probe to " + folder + ": " + e, e);
    }
    result
        .pictures()
        .ifPresent(
            pictures ->
                EvaluationFiles.write(
                    pictures.evaluation(), Optional.of(pictures.classes()), folder));
  }
}
