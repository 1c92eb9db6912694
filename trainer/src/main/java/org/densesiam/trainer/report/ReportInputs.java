package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.util.Optional;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.RunEvent;

/**
 * Everything a report tells.
 *
 * @param job what the run trained for
 * @param runName for the title, such as {@code quickstart}
 * @param notice a line that must not be overlooked, at the very top
 * @param learned what was learned, in a sentence or two, before all else; empty where the numbers
 *     must do
 * @param end how the run ended; empty while it goes on, and when that cannot be read
 * @param steps the numbers of its logged steps; may be none
 * @param configYaml the effective configuration, as written to the run directory
 * @param provenance what else it takes to run it again, by name, in the order to be shown: command
 *     line, versions, commit, seed, digests of the data
 * @param comparisons measures before and after training; the first goes into the headline
 * @param scores how well networks segment, in order of the table; may be none
 * @param galleries sections of pictures, in order
 * @param places what lies where, by what it is
 * @param nextCommands commands to try next, by what they are for
 */
public record ReportInputs(
    Job job,
    String runName,
    Optional<String> notice,
    Optional<String> learned,
    Optional<RunEnding> end,
    ImmutableList<RunEvent.Step> steps,
    String configYaml,
    ImmutableMap<String, String> provenance,
    ImmutableList<Comparison> comparisons,
    ImmutableList<ScoreRow> scores,
    ImmutableList<Gallery> galleries,
    ImmutableMap<String, String> places,
    ImmutableMap<String, String> nextCommands) {

  /**
   * A measure taken before training and after it.
   *
   * @param name what is measured, as it reads in a sentence: {@code agreement of the two views of
   *     64 held-out images}
   * @param shortName the same in two or three words, for a heading: {@code view agreement}
   * @param explanation how it is measured, its range, and what is good
   * @param before with the untrained network
   * @param after with the trained one
   * @param isShare whether it is a share of 1, to be shown in per cent
   */
  public record Comparison(
      String name,
      String shortName,
      String explanation,
      double before,
      double after,
      boolean isShare) {

    /** Of a plain number. */
    public Comparison(
        String name, String shortName, String explanation, double before, double after) {
      this(name, shortName, explanation, before, after, false);
    }

    /** One of its numbers as it stands in a report. */
    String inWords(double value) {
      return isShare ? Words.percent(value) : Words.decimal(value);
    }
  }

  /**
   * How well one network segments, for a table.
   *
   * @param network which one, as in {@code untrained}
   * @param meanIou mIoU, of clusters after matching them to classes, 0 to 1
   * @param accuracy share of pixels that are right, 0 to 1
   */
  public record ScoreRow(String network, double meanIou, double accuracy) {}

  /**
   * A picture in the report.
   *
   * @param png a PNG file
   * @param caption shown beneath it; may be empty
   * @param description what it shows, for readers who cannot see it
   */
  public record Picture(ByteSource png, String caption, String description) {
    /** From a PNG file in memory, which is copied. */
    public static Picture of(byte[] png, String caption, String description) {
      return new Picture(ByteSource.wrap(png.clone()), caption, description);
    }
  }
}
