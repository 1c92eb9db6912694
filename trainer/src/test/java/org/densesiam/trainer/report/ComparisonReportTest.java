package org.densesiam.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.log.RunEvent;
import org.junit.jupiter.api.Test;

final class ComparisonReportTest {
  private static final ImmutableMap<String, String> SLOW =
      ImmutableMap.of("optimizer.baseLearningRate", "0.02", "data.batchSize", "16");
  private static final ImmutableMap<String, String> FAST =
      ImmutableMap.of("optimizer.baseLearningRate", "0.05", "data.batchSize", "16");

  @Test
  void of_twoRuns_showsResultsBesideEachOther() {
    String html = page(run("slow", SLOW, -0.5, 0.2), run("fast", FAST, -0.75, 0.3));

    assertThat(html)
        .containsPattern(cells("Total loss at the end", "\u22120.500", "\u22120.750"))
        .containsPattern(cells("mIoU on held-out images", "20.0 %", "30.0 %"));
  }

  @Test
  void of_twoRuns_showsOnlyKeysThatDiffer() {
    String html = page(run("slow", SLOW, -0.5, 0.2), run("fast", FAST, -0.75, 0.3));

    assertThat(html)
        .containsPattern(cells("<code>optimizer.baseLearningRate</code>", "0.02", "0.05"))
        .doesNotContain("data.batchSize");
  }

  @Test
  void of_sameConfigurations_saysSo() {
    assertThat(page(run("a", SLOW, -0.5, 0.2), run("b", SLOW, -0.5, 0.2)))
        .contains("Nothing: the configurations are the same.");
  }

  @Test
  void of_twoRuns_drawsOneColourARunInEachChart() {
    String html = page(run("slow", SLOW, -0.5, 0.2), run("fast", FAST, -0.75, 0.3));

    assertThat(html).contains("<h3>Total loss</h3>", "<h3>Memory</h3>");
    assertThat(html.split("<svg class=\"chart\"", -1)).as("loss and memory").hasSize(1 + 2);
    assertThat(html)
        .contains("slow goes from 0 to \u22120.5. fast goes from 0 to \u22120.75.")
        .contains("bold series-0", "bold series-1");
  }

  @Test
  void of_oneRun_isRefused() {
    assertThatThrownBy(() -> ComparisonReport.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 to 6 runs can be compared, found 0");
  }

  private static Pattern cells(String name, String first, String second) {
    return Pattern.compile(
        "%s</th>\\s*<td class=\"number\">%s</td>\\s*<td class=\"number\">%s</td>"
            .formatted(Pattern.quote(name), Pattern.quote(first), Pattern.quote(second)));
  }

  private static String page(ComparisonReport.Run... runs) {
    return ComparisonReport.of(ImmutableList.copyOf(runs)).html();
  }

  private static ComparisonReport.Run run(
      String name, ImmutableMap<String, String> config, double loss, double meanIou) {
    return new ComparisonReport.Run(
        name,
        new ReportInputs(
            Job.SEGMENT,
            name,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ImmutableList.of(step(1, 0), step(2, loss)),
            "",
            ImmutableMap.of(),
            ImmutableList.of(new ReportInputs.Comparison("mIoU", "mIoU", "", 0.1, meanIou, true)),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableMap.of(),
            ImmutableMap.of()),
        config);
  }

  private static RunEvent.Step step(long step, double loss) {
    return new RunEvent.Step(
        step,
        2,
        0,
        1,
        ImmutableMap.of("loss/total", loss, "memory/resident_mb", 512.0),
        Instant.EPOCH);
  }
}
