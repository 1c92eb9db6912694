package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.densesiam.trainer.quickstart.Quickstart;
import org.densesiam.trainer.run.HeldOutFile;
import org.densesiam.trainer.run.StopRequest;
import org.densesiam.trainer.run.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam quickstart}: from nothing to a report. */
@Command(
    name = "quickstart",
    description = {
      "Makes small scenes, imports them, pre-trains a tiny network on them, exports it, runs it on"
          + " held-out scenes and writes a report. At most five minutes on two cores.",
      "Needs nothing. Stopped and started again, it goes on where it was."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam quickstart")
final class QuickstartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      defaultValue = "runs/quickstart",
      paramLabel = "DIR",
      description = "The run's directory; data go to DIR-data. Default: ${DEFAULT-VALUE}.")
  private Path run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the preset quickstart, such as run.epochs=2.")
  private List<String> overrides = ImmutableList.of();

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    try (StopSignal stop = StopSignal.install()) {
      Quickstart.Result result =
          new Quickstart(run, overrides, progress.display())
              .run(
                  ImmutableList.copyOf(
                      spec.commandLine().getParent().getParseResult().originalArgs()),
                  stop);
      PrintWriter out = spec.commandLine().getOut();
      HeldOutFile.read(result.directory().heldOutFile())
          .ifPresent(measured -> HeldOutTable.print(measured, out));
      result.report().ifPresent(report -> out.printf("Report: %s%n", report));
      return stop.request().map(StopRequest::exitCode).orElse(ExitCode.DONE);
    }
  }
}
