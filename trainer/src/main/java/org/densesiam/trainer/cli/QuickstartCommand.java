package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.quickstart.Quickstart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam quickstart}: from nothing to a report. */
@Command(
    name = "quickstart",
    description = {
      "From nothing to a report: trains tiny networks on small scenes.",
      "Makes the scenes, imports them, pre-trains on them, learns to segment them without labels"
          + " and from ten labels, exports it all and writes a report. At most five minutes on"
          + " two cores.",
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
      description =
          "The pre-training's directory; data go to DIR-data, segmentations to DIR-segment and"
              + " DIR-labelled, from random weights to the same with -random. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the pre-training's preset, such as run.epochs=2.")
  private List<String> overrides = ImmutableList.of();

  @Option(
      names = "--set-segment",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the segmentation's preset, such as run.epochs=2.")
  private List<String> segmentOverrides = ImmutableList.of();

  @Option(
      names = "--set-finetune",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the supervised segmentation's preset.")
  private List<String> finetuneOverrides = ImmutableList.of();

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    try (StopSignal stop = StopSignal.install()) {
      Quickstart.Order order =
          new Quickstart.Order(
              run,
              ImmutableList.copyOf(overrides),
              ImmutableList.copyOf(segmentOverrides),
              ImmutableList.copyOf(finetuneOverrides),
              ImmutableList.copyOf(spec.commandLine().getParent().getParseResult().originalArgs()));
      Optional<Quickstart.Outcome> outcome = new Quickstart(order, progress.display(), stop).run();
      outcome.ifPresentOrElse(this::tell, () -> tellHowToGoOn(order));
      return stop.request().map(StopSignal.Request::exitCode).orElse(ExitCode.DONE);
    }
  }

  private void tellHowToGoOn(Quickstart.Order order) {
    spec.commandLine().getOut().printf("Go on: %s%n", Program.command(order.commandLine()));
  }

  private void tell(Quickstart.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    outcome.learned().lines().forEach(out::println);
    out.printf("Report: %s%n", outcome.report());
  }
}
