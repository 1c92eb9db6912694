package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  @Test
  void from_fullInputs_loadsNothing() {
    String html = Report.from(FabricatedReport.inputs()).html();

    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("<link");
    assertThat(Pattern.compile("(?:src|href)=\"(?!data:)").matcher(html).find())
        .as("a reference to another file")
        .isFalse();
    assertThat(html).doesNotContain("@import").doesNotContain("url(");
  }

  @Test
  void from_sameInputs_givesTheSamePage() {
    assertThat(Report.from(FabricatedReport.inputs()))
        .isEqualTo(Report.from(FabricatedReport.inputs()));
  }

  @Test
  void from_fullInputs_tellsTheResultWithItsNumbers() {
    String html = Report.from(FabricatedReport.inputs()).html();

    assertThat(html)
        .contains(
            "Completed: 1,200 steps in 3 min 12 s. Agreement of the two views of 64 held-out images"
                + " rose from 0.412 before training to 0.847 after it.");
  }

  @Test
  void from_lossThatSetInOnTheWay_tellsTheTotalWithoutIt() {
    String html = Report.from(FabricatedReport.inputs()).html();

    assertThat(html) // -0.93 - 0.82 and what is left of the decay
        .containsPattern(
            "The region loss set in on the way and is part of the latter; without it that is"
                + " [-\u2212]1\\.7\\d");
  }

  @Test
  void from_fullInputs_showsACurveForEveryScalar() {
    String html = Report.from(FabricatedReport.inputs()).html();

    assertThat(html.split("<svg class=\"chart\"", -1)).as("charts").hasSize(1 + 4 + 3 + 4);
    assertThat(html)
        .contains("Loss term: region")
        .contains("Collapse meter")
        .doesNotContain("pixel_std");
  }

  @Test
  void from_pictures_allHaveDescriptions() {
    String html = Report.from(FabricatedReport.inputs()).html();

    assertThat(html).contains("<img ");
    assertThat(Pattern.compile("<img (?![^>]*alt=\"[^\"]+\")").matcher(html).find()).isFalse();
  }

  @Test
  void from_scalarNobodyKnows_getsAChartToo() {
    ImmutableList<RunEvent.Step> metrics = oneStep(ImmutableMap.of("eval/knn", 0.5));

    assertThat(Report.from(inputs(metrics, "", Optional.empty())).html())
        .contains("<h3>eval/knn</h3>");
  }

  @Test
  void from_memory_hasATitleInWordsAndAUnit() {
    String html =
        Report.from(
                inputs(oneStep(ImmutableMap.of("memory/resident_mb", 512.0)), "", Optional.empty()))
            .html();

    assertThat(html).contains("<h3>Memory</h3>", "held by the process, MB");
    assertThat(html).doesNotContain("resident_mb");
  }

  @Test
  void comparison_ofShares_isInPerCent() {
    assertThat(new ReportInputs.Comparison("mIoU", "mIoU", "", 0.101, 0.23, true).inWords(0.23))
        .isEqualTo("23.0 %");
    assertThat(new ReportInputs.Comparison("a", "a", "", 0.1, 0.2).inWords(-0.2))
        .isEqualTo("\u22120.200");
  }

  @Test
  void spread_pictures_comeFromAllOverTheFolder() {
    assertThat(RunReport.spread(ImmutableList.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 3))
        .containsExactly(0, 3, 6);
    assertThat(RunReport.spread(ImmutableList.of(0, 1), 3)).containsExactly(0, 1);
  }

  @Test
  void from_effectiveRanks_showsTheirCourseAndTheFirstAndLastSpectrum() {
    ImmutableList<RunEvent.Step> metrics =
        ImmutableList.of(
            rank(0, 2.5, -0.2, -0.5, -1.5), rank(14, 2, -0.3, -0.6, -2), rank(28, 1, 0, -7, -7));

    String html = Report.from(inputs(metrics, "", Optional.empty())).html();

    assertThat(html.split("<svg class=\"chart\"", -1)).as("charts").hasSize(1 + 2);
    assertThat(html)
        .contains("Effective rank of features goes from 2.5 to 1.")
        .contains(" 3 is the most there can be, ")
        .contains("step 0 goes from \u22120.2 to \u22121.5. step 28 goes from 0 to \u22127.")
        .doesNotContain("step 14 goes");
  }

  private static RunEvent.Step rank(long step, double rank, double... log10Shares) {
    return new RunEvent.Step(
        step,
        28,
        0,
        2,
        ImmutableMap.of("held_out/effective_rank", rank),
        ImmutableMap.of("held_out/log10_spectrum", ImmutableDoubleArray.copyOf(log10Shares)),
        Instant.EPOCH);
  }

  @Test
  void from_runFromBeforeTheMeter_hasNoEffectiveRank() {
    String html =
        Report.from(inputs(oneStep(ImmutableMap.of("loss/total", 1.0)), "", Optional.empty()))
            .html();

    assertThat(html).contains("<h3>Total loss</h3>").doesNotContain("Effective rank");
  }

  @Test
  void from_nothingMeasured_leavesSectionsOut() {
    String html = Report.from(inputs(ImmutableList.of(), "", Optional.empty())).html();

    assertThat(html).contains("0 steps so far.");
    assertThat(html).doesNotContain("<svg").doesNotContain("<h2>Losses").doesNotContain("<img");
  }

  @Test
  void from_textWithMarkup_isEscaped() {
    String html = Report.from(inputs(ImmutableList.of(), "a: <b>&", Optional.empty())).html();

    assertThat(html).contains("a: &lt;b&gt;&amp;").doesNotContain("<b>");
  }

  @Test
  void from_failedRun_saysWhy() {
    RunEvent.End end =
        new RunEvent.End(
            RunEvent.End.Outcome.FAILED,
            7,
            Duration.ofSeconds(5),
            Optional.of("loss/pixel is NaN"));

    assertThat(
            Report.from(inputs(ImmutableList.of(), "", Optional.of(new RunEnding.Told(end))))
                .html())
        .contains("Failed after 7 steps in 5 s: loss/pixel is NaN.")
        .contains("badge failed");
  }

  @Test
  void from_collapsedRun_warns() {
    ImmutableList<RunEvent.Step> metrics =
        oneStep(
            ImmutableMap.of(
                "collapse/image_std", 0.01, "throughput/wait_share", 0.4, "data/skipped", 3.0));

    assertThat(Report.from(inputs(metrics, "", Optional.empty())).html())
        .contains("The collapse meter ends at 0.010")
        .contains("Training waited for data 40.0 % of its time")
        .contains("3 records could not be decoded");
  }

  @Test
  void write_replacesAnEarlierReportAndLeavesNothingElse(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("report.html"), "old");

    new Report("new").write(file);

    assertThat(file).hasContent("new");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_missingFolder_isNamed(@TempDir Path directory) {
    Path file = directory.resolve("nowhere").resolve("report.html");

    assertThatThrownBy(() -> new Report("x").write(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write the report " + file);
  }

  private static ImmutableList<RunEvent.Step> oneStep(ImmutableMap<String, Double> scalars) {
    return ImmutableList.of(new RunEvent.Step(1, 1, 0, 1, scalars, Instant.EPOCH));
  }

  private static ReportInputs inputs(
      ImmutableList<RunEvent.Step> metrics, String config, Optional<RunEnding> end) {
    return new ReportInputs(
        Job.PRETRAIN,
        "test",
        Optional.empty(),
        Optional.empty(),
        end,
        metrics,
        config,
        ImmutableMap.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableMap.of(),
        ImmutableMap.of());
  }
}
