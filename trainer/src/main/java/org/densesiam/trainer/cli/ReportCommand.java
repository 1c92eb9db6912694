package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.machine.TensorFlowLog;
import org.densesiam.trainer.report.ComparisonReport;
import org.densesiam.trainer.report.Report;
import org.densesiam.trainer.report.RunReport;
import org.densesiam.trainer.run.RunDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam report}: one page about a run. */
@Command(
    name = "report",
    description = {
      "Writes report.html into a run's directory: one page, no network needed.",
      "May be asked for while the run goes on. Of several runs: one page that compares them."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam report --run runs/first --data shards/train --predictions answers")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The run; give it more than once to compare runs on one page.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "Where to write the page (default: report.html in the run's directory; comparison.html"
              + " beside the first of several).")
  private @Nullable Path to;

  @Option(
      names = "--data",
      paramLabel = "SHARDS",
      description = "The run's shards, to show the views that it met.")
  private @Nullable String data;

  @Option(
      names = "--predictions",
      paramLabel = "DIR",
      description = "What \"densesiam predict\" wrote, to show the masks.")
  private @Nullable Path predictions;

  @Override
  public Integer call() {
    Path written = runs.size() == 1 ? one(runs.get(0)) : comparison();
    spec.commandLine().getOut().printf("Report: %s%n", written);
    return ExitCode.DONE;
  }

  private Path comparison() {
    checkArgument(
        data == null && predictions == null,
        "--data and --predictions are for a report of one --run, found %s",
        runs.size());
    Report report = ComparisonReport.of(runs.stream().map(RunDirectory::open).toList());
    Path file = to == null ? runs.get(0).resolveSibling("comparison.html") : to;
    report.write(file);
    return file;
  }

  private Path one(Path run) {
    RunReport report = new RunReport(RunDirectory.open(run));
    if (data != null) {
      TensorFlowLog.skipFirstLines();
      report.withViews(ShardSet.open(data));
    }
    if (predictions != null) {
      report.withPredictions(predictions);
    }
    report.withCommand(
        "Export the backbone",
        Program.command("export", "--run", run, "--to", "models/" + run.getFileName()));
    return to == null ? report.write() : report.write(to);
  }
}
