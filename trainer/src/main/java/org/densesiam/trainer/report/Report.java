package org.densesiam.trainer.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.densesiam.data.shard.AtomicFile;

/**
 * A finished page.
 *
 * @param html the whole of it, UTF-8, self-contained
 */
public record Report(String html) {
  /** Makes the page. The same inputs give the same page. */
  public static Report from(ReportInputs inputs) {
    return of("report.mustache", new ReportPage(inputs).fields());
  }

  /** A template, filled in. */
  static Report of(String template, Map<String, Object> fields) {
    return new Report(
        Mustache.compiler().defaultValue("").compile(resource(template)).execute(fields));
  }

  /**
   * Writes the page; it appears under its name only when complete.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path file) {
    try {
      AtomicFile.write(file, html.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the report " + file + ": " + e, e);
    }
  }

  static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(Report.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " from the jar", e);
    }
  }
}
