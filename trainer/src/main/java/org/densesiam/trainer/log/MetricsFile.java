package org.densesiam.trainer.log;

import com.google.common.collect.ImmutableList;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code metrics.jsonl}: one JSON object a line for each logged step and for whatever was measured
 * between steps on images that are not trained on, flat but for lists of numbers, so that {@code
 * pandas.read_json(path, lines=True)} is a table:
 *
 * <pre>{"step":10,"total_steps":280,"epoch":0,"epochs":20,"time":"2026-01-02T03:04:05Z",
 *  "loss/total":-0.512,"loss/pixel":-0.31,...}</pre>
 *
 * <p>NaN and infinities are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}, as
 * in protobuf's JSON. Steps never go back; a measurement has the step that it follows, 0 before the
 * first. The last line may be torn when a process died writing it; readers leave it out.
 */
public final class MetricsFile {
  private MetricsFile() {}

  /**
   * The reports in a file, in order; none if it does not exist.
   *
   * @throws IllegalArgumentException if a line, other than a torn last one, is none of ours
   */
  public static ImmutableList<RunEvent.Step> read(Path file) {
    ImmutableList.Builder<RunEvent.Step> reports = ImmutableList.builder();
    scan(file, Long.MAX_VALUE, reports, MetricsFile::refuse);
    return reports.build();
  }

  /**
   * As {@link #read}, without the lines that are damaged.
   *
   * @param damaged told of each, in a sentence
   */
  public static ImmutableList<RunEvent.Step> readWhole(Path file, Consumer<String> damaged) {
    ImmutableList.Builder<RunEvent.Step> reports = ImmutableList.builder();
    scan(
        file,
        Long.MAX_VALUE,
        reports,
        damage -> damaged.accept(String.valueOf(damage.getMessage())));
    return reports.build();
  }

  /**
   * Cuts off what comes after a step: reports that a resumed run writes again, and a torn line. A
   * damaged line before stays: the run is whole without it.
   *
   * @param lastStep the last step to keep
   */
  static void truncateAfter(Path file, long lastStep) {
    if (!Files.exists(file)) {
      return;
    }
    long kept = scan(file, lastStep, ImmutableList.builder(), damage -> {});
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(kept);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot cut " + file + " after step " + lastStep, e);
    }
  }

  /**
   * Reads reports up to a step.
   *
   * @param damaged told of each line that is none of ours
   * @return the number of bytes from the file's start to the end of the last report
   */
  private static long scan(
      Path file,
      long lastStep,
      ImmutableList.Builder<RunEvent.Step> reports,
      Consumer<IllegalArgumentException> damaged) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long kept = 0;
      long bytes = 0;
      for (int number = 1; ; number++) {
        Optional<byte[]> line = readLine(in);
        if (line.isEmpty()) {
          return kept;
        }
        bytes += line.get().length + 1L;
        Optional<RunEvent.Step> report = parse(file, number, line.get(), damaged);
        if (report.isPresent()) {
          if (report.get().step() > lastStep) {
            return kept;
          }
          reports.add(report.get());
          kept = bytes;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read metrics from " + file, e);
    }
  }

  /** The next whole line without its newline; empty at the end and for a torn line. */
  private static Optional<byte[]> readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != -1; next = in.read()) {
      if (next == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(next);
    }
    return Optional.empty();
  }

  private static Optional<RunEvent.Step> parse(
      Path file, int number, byte[] line, Consumer<IllegalArgumentException> damaged) {
    try {
      return Optional.of(MetricsLine.parse(new String(line, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      damaged.accept(
          new IllegalArgumentException(
              "%s, line %d is no line of metrics: %s".formatted(file, number, e.getMessage()), e));
      return Optional.empty();
    }
  }

  private static void refuse(IllegalArgumentException damage) {
    throw damage;
  }
}
