package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.densesiam.data.prepare.ScanProgress;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.Progress;
import org.densesiam.trainer.log.ProgressDisplay;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.RunLog;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.run.HeldOutFile;
import org.densesiam.trainer.run.Pretraining;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunListeners;
import org.densesiam.trainer.run.RunOrder;
import org.densesiam.trainer.run.StopRequest;
import org.densesiam.trainer.run.StopSignal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam pretrain}: shards in, a run directory with a trained backbone out. */
@Command(
    name = "pretrain",
    description = "Learns a backbone from shards of images, without labels.",
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam pretrain --preset laptop --data shards/train --held-out shards/val \\",
      "      --run runs/first --set run.epochs=20"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "quickstart, laptop, imagenet-resnet50, or a *.yaml file (default: ${DEFAULT-VALUE}).",
      defaultValue = "laptop")
  private String preset;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SHARDS",
      description =
          "Folder that \"densesiam import\" wrote, or a glob of anybody's TFRecords in quotes.")
  private String data;

  @Option(
      names = "--held-out",
      paramLabel = "SHARDS",
      description = "Images that are not trained on, to measure before and after.")
  private @Nullable String heldOut;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "Where the run is kept: configuration, metrics, checkpoints, report.")
  private Path run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the preset; may be given more than once.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--resume", description = "Go on with the run in --run from its checkpoint.")
  private boolean resume;

  @Mixin private ProgressOptions progress;

  @Override
  public Integer call() {
    ProgressDisplay display = progress.display();
    Pretraining pretraining = prepare(display);
    RunDirectory directory = pretraining.directory();
    try (StopSignal stop = StopSignal.install();
        RunLog log = RunLog.open(directory.logFile());
        TrainingListener listener = RunListeners.of(directory, display)) {
      RunEnd end = pretraining.run(listener, stop);
      tell(end, directory);
      return switch (end.outcome()) {
        case COMPLETED -> ExitCode.DONE;
        case STOPPED -> stop.request().map(StopRequest::exitCode).orElse(ExitCode.FAILED);
        case FAILED -> ExitCode.FAILED;
      };
    }
  }

  private Pretraining prepare(ProgressDisplay display) {
    PretrainConfig config =
        resume
            ? RunDirectory.open(run).config(ConfigYaml.PRETRAIN)
            : Presets.PRETRAIN.load(preset, overrides);
    if (resume && !overrides.isEmpty()) {
      throw new IllegalArgumentException(
          "--set cannot be given with --resume: a run goes on with its own configuration, "
              + RunDirectory.open(run).configFile());
    }
    RunOrder<PretrainConfig> order =
        new RunOrder<>(
            config,
            data,
            Optional.ofNullable(heldOut),
            run,
            resume,
            ImmutableList.copyOf(spec.commandLine().getParent().getParseResult().originalArgs()));
    try (ScanDisplay scan = new ScanDisplay(display)) {
      return Pretraining.prepare(order, scan);
    }
  }

  private void tell(RunEnd end, RunDirectory directory) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s after %d steps, %d s in this process%n",
        end.outcome() == RunEnd.Outcome.COMPLETED ? "Done" : "Stopped",
        end.step(),
        end.wallTime().toSeconds());
    HeldOutFile.read(directory.heldOutFile()).ifPresent(result -> HeldOutTable.print(result, out));
    out.printf("Run directory: %s%n", directory.path());
    if (end.outcome() == RunEnd.Outcome.COMPLETED) {
      out.printf("Next:  densesiam export --run %s --to models/%s%n", run, run.getFileName());
    } else {
      out.printf("Go on: densesiam pretrain --resume --data %s --run %s%n", data, run);
    }
  }

  /** Shows how far the check of the shards is, once it is known how long it takes. */
  private static final class ScanDisplay implements ScanProgress, AutoCloseable {
    private final ProgressDisplay display;
    private @Nullable Progress progress;

    ScanDisplay(ProgressDisplay display) {
      this.display = display;
    }

    @Override
    public void scanned(long records, long recordsTotal) {
      if (progress == null) {
        progress = display.start("Checking shards", "records", recordsTotal);
      }
      progress.update(records, "");
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
