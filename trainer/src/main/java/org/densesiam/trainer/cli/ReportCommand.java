package org.densesiam.trainer.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.machine.Program;
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
    description =
        "Writes report.html into a run's directory: one page, no network needed. May be asked for"
            + " while the run goes on.",
    footerHeading = "%nExample:%n",
    footer = "  densesiam report --run runs/first --data shards/train --predictions predictions")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run.")
  private Path run;

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
    RunReport report = new RunReport(RunDirectory.open(run));
    if (data != null) {
      report.withViews(ShardSet.open(data));
    }
    if (predictions != null) {
      report.withPredictions(predictions);
    }
    report.withCommand(
        "Export the backbone",
        Program.command("export", "--run", run, "--to", "models/" + run.getFileName()));
    spec.commandLine().getOut().printf("Report: %s%n", report.write());
    return ExitCode.DONE;
  }
}
