package org.densesiam.trainer.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link MetricsFile}, a line a report, each handed to the system at once: it outlives the
 * process, if not a power cut. When a run is resumed, lines of steps after the resumed one are cut
 * off first, since the run takes those steps again.
 */
public final class MetricsWriter implements TrainingListener {
  private final Path file;
  private @Nullable BufferedWriter writer; // from the start on
  private RunEvent.@Nullable Start start; // from the start on

  /** Into {@code file}, which is made, or appended to, at {@link RunEvent.Start}. */
  public MetricsWriter(Path file) {
    this.file = file;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Start begin) {
      open(begin);
    } else if (event instanceof RunEvent.Step step) {
      write(step);
    } else if (event instanceof RunEvent.Evaluation evaluation) {
      write(evaluation);
    }
  }

  private void open(RunEvent.Start begin) {
    start = begin;
    MetricsFile.truncateAfter(file, begin.resumedStep());
    try {
      writer =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void write(RunEvent.Evaluation evaluation) {
    if (start != null && !evaluation.scalars().isEmpty()) {
      write(
          new RunEvent.Step(
              evaluation.step(),
              start.totalSteps(),
              evaluation.epoch(),
              start.epochs(),
              evaluation.scalars(),
              evaluation.lists(),
              Instant.now()));
    }
  }

  private void write(RunEvent.Step report) {
    if (writer == null) {
      throw new IllegalStateException("numbers came before the start");
    }
    try {
      writer.write(MetricsLine.write(report));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  private UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException("Cannot write metrics to " + file, cause);
  }
}
