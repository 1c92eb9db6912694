package org.densesiam.trainer.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.densesiam.trainer.config.ConfigValues;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.RunDirectory;

/** Several runs on one page: what came out, what was set differently, their curves. */
public final class ComparisonReport {
  private static final int COLOURS = 6; // of report.css
  private static final String NONE = "\u2013";

  private final ImmutableList<Run> runs;

  private ComparisonReport(ImmutableList<Run> runs) {
    this.runs = runs;
  }

  /**
   * A run.
   *
   * @param name by which it is told from the others
   * @param config by key; empty where the file is damaged
   */
  record Run(String name, ReportInputs inputs, ImmutableMap<String, String> config) {
    Metrics metrics() {
      return new Metrics(inputs.steps());
    }
  }

  /**
   * The page about runs.
   *
   * @param directories at least two, each another; as many as there are colours at most
   * @throws IllegalArgumentException if there are fewer, more, or one twice
   */
  public static Report of(List<RunDirectory> directories) {
    checkArgument(
        directories.size() >= 2 && directories.size() <= COLOURS,
        "2 to %s runs can be compared, found %s",
        COLOURS,
        directories.size());
    ImmutableSet<String> paths =
        directories.stream()
            .map(directory -> directory.path().toString())
            .collect(ImmutableSet.toImmutableSet());
    checkArgument(paths.size() == directories.size(), "a run is named twice in %s", paths);
    boolean areNamesUnique =
        directories.stream().map(each -> each.path().getFileName()).distinct().count()
            == directories.size();
    return of(
        directories.stream()
            .map(
                each ->
                    new Run(
                        (areNamesUnique ? each.path().getFileName() : each.path()).toString(),
                        new RunReport(each).inputs(),
                        config(each)))
            .collect(ImmutableList.toImmutableList()));
  }

  /** As {@link #of(List)}, of what was gathered. */
  static Report of(ImmutableList<Run> runs) {
    return Report.of("comparison.mustache", new ComparisonReport(runs).fields());
  }

  /** Its damage is in the notice of the run's inputs. */
  private static ImmutableMap<String, String> config(RunDirectory run) {
    return new Salvage().read(() -> ConfigValues.of(run.config()), ImmutableMap.of());
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("css", Report.resource("report.css"));
    fields.put(
        "runs",
        IntStream.range(0, runs.size())
            .mapToObj(i -> ImmutableMap.of("name", runs.get(i).name(), "colour", i))
            .toList());
    fields.put(
        "notices",
        runs.stream().flatMap(run -> run.inputs().notice().stream()).distinct().toList());
    fields.put("results", results());
    fields.put("differences", differences());
    fields.put("differencesAny", !differences().isEmpty());
    fields.put("curves", curves());
    return fields;
  }

  /**
   * A row of a table.
   *
   * @param values a run each
   */
  private record Row(String name, ImmutableList<String> values) {}

  private ImmutableList<Row> results() {
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    rows.add(row("Job", run -> Optional.of(run.inputs().job().toString())));
    rows.add(row("Steps", run -> Optional.of(Words.count(run.metrics().lastStep()))));
    ImmutableSet<String> measured =
        runs.stream()
            .flatMap(run -> run.inputs().comparisons().stream())
            .map(ReportInputs.Comparison::shortName)
            .collect(ImmutableSet.toImmutableSet());
    for (String measure : measured) {
      rows.add(
          row(
              measure + " on held-out images",
              run ->
                  run.inputs().comparisons().stream()
                      .filter(each -> each.shortName().equals(measure))
                      .map(each -> each.inWords(each.after()))
                      .findFirst()));
    }
    rows.add(
        row("Total loss at the end", run -> decimal(run.metrics().atEnd(ScalarNames.LOSS_TOTAL))));
    rows.add(
        row(
            "Effective rank of features",
            run -> rate(run.metrics().last(ScalarNames.EFFECTIVE_RANK))));
    rows.add(
        row("Images a second", run -> rate(run.metrics().mean(ScalarNames.IMAGES_PER_SECOND))));
    return rows.build().stream()
        .filter(row -> row.values().stream().anyMatch(value -> !value.equals(NONE)))
        .collect(ImmutableList.toImmutableList());
  }

  private static Optional<String> decimal(OptionalDouble value) {
    return value.isPresent() ? Optional.of(Words.decimal(value.getAsDouble())) : Optional.empty();
  }

  private static Optional<String> rate(OptionalDouble value) {
    return value.isPresent() ? Optional.of(Words.rate(value.getAsDouble())) : Optional.empty();
  }

  /** Only keys that are not set alike in all of the runs. */
  private ImmutableList<Row> differences() {
    return runs.stream()
        .flatMap(run -> run.config().keySet().stream())
        .distinct()
        .map(key -> row(key, run -> Optional.ofNullable(run.config().get(key))))
        .filter(row -> ImmutableSet.copyOf(row.values()).size() > 1)
        .collect(ImmutableList.toImmutableList());
  }

  private Row row(String name, Function<Run, Optional<String>> value) {
    return new Row(
        name,
        runs.stream()
            .map(run -> value.apply(run).orElse(NONE))
            .collect(ImmutableList.toImmutableList()));
  }

  /** One chart a scalar, one colour a run. */
  private ImmutableList<Curves.Curve> curves() {
    double lastStep = runs.stream().mapToLong(run -> run.metrics().lastStep()).max().orElse(0);
    return runs.stream()
        .flatMap(run -> run.metrics().names().stream())
        .distinct()
        .map(name -> chart(name).withXRange(0, lastStep))
        .filter(LineChart::isDrawable)
        .map(chart -> new Curves.Curve(chart.title(), "", chart.toSvg()))
        .collect(ImmutableList.toImmutableList());
  }

  private LineChart chart(String name) {
    ScalarTitle title = ScalarTitle.of(name);
    ImmutableList.Builder<Series> lines = ImmutableList.builder();
    int reach = 0;
    for (int i = 0; i < runs.size(); i++) {
      Metrics metrics = runs.get(i).metrics();
      Metrics.Column column = metrics.column(name);
      lines.add(
          new Series(runs.get(i).name(), i, column.steps(), column.values()).times(title.factor()));
      reach = Math.max(reach, Curves.smoothingReach(column.steps().length()));
    }
    LineChart chart = LineChart.of(title.title(), "step", title.unit(), lines.build());
    return title.isLogarithmic()
        ? chart.withSmoothing(reach).withLogarithmicAxis()
        : chart.withSmoothing(reach);
  }
}
