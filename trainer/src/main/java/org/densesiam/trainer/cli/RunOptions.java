package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunListeners;
import org.densesiam.trainer.train.RunOrder;
import org.densesiam.trainer.train.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all commands that train have in common. */
final class RunOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "SHARDS",
      description =
          "Folder that \"densesiam import\" wrote, or a glob of anybody's TFRecords in quotes."
              + " With --resume only where they have moved: a run knows its data.")
  private @Nullable String data;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "Where the run is kept: configuration, metrics, checkpoints, report.")
  private Path run;

  @Mixin private KeyOptions keys;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes over the data: --set run.epochs=N. With --resume: train the run, finished or"
              + " not, on to N epochs.")
  private @Nullable Integer epochs;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in --run from its checkpoint, with its own configuration and data.")
  private boolean resume;

  @Option(
      names = "--from-step",
      paramLabel = "N",
      description =
          "With --resume: go on from the checkpoint of step N, not from the newest. What was done"
              + " after it is done again; newer checkpoints are set aside.")
  private @Nullable Long fromStep;

  /** Whether a run is gone on with. */
  boolean isResumed() {
    return resume;
  }

  /**
   * {@code key=value} each, as given on the command line.
   *
   * @param more options for keys that the command has alone
   */
  ImmutableList<String> overrides(KeyOptions.Shortcut... more) {
    return keys.overrides(
        Stream.concat(Stream.of(epochs()), Stream.of(more)).toArray(KeyOptions.Shortcut[]::new));
  }

  private KeyOptions.Shortcut epochs() {
    return new KeyOptions.Shortcut("--epochs", "run.epochs", Optional.ofNullable(epochs));
  }

  /**
   * The order that the options and a preset make up.
   *
   * @param more options for keys that this command has alone
   * @throws IllegalArgumentException if they do not go together
   */
  <C extends TrainingConfig> RunOrder<C> order(
      Presets<C> presets,
      ConfigYaml<C> yaml,
      String preset,
      Optional<String> heldOut,
      KeyOptions.Shortcut... more) {
    return new RunOrder<>(
        resume ? ownConfig(yaml, more) : presets.load(preset, overrides(more)),
        data(),
        heldOut.or(this::heldOutBefore),
        run,
        resume,
        Optional.ofNullable(fromStep),
        resume ? Optional.ofNullable(epochs) : Optional.empty(),
        ImmutableList.copyOf(spec.commandLine().getParent().getParseResult().originalArgs()));
  }

  /** Of the run that goes on. */
  private <C extends TrainingConfig> C ownConfig(
      ConfigYaml<C> yaml, KeyOptions.Shortcut... changes) {
    RunDirectory directory = RunDirectory.open(run);
    C config = epochs == null ? directory.config(yaml) : directory.config(yaml, epochs);
    keys.first(changes)
        .ifPresent(
            option -> {
              throw new IllegalArgumentException(
                  "%s cannot be given with --resume: a run goes on with its own configuration, %s"
                      .formatted(option, directory.configFile()));
            });
    return config;
  }

  private String data() {
    if (data != null) {
      return data;
    }
    if (!resume) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--data=SHARDS'");
    }
    return stillThere(RunDirectory.open(run).provenance().placeOfData(), "--data");
  }

  /** What a run that goes on was measured on before. */
  private Optional<String> heldOutBefore() {
    return resume
        ? RunDirectory.open(run)
            .provenance()
            .placeOfHeldOut()
            .map(place -> stillThere(place, "--eval-data"))
        : Optional.empty();
  }

  private String stillThere(String place, String option) {
    boolean glob = CharMatcher.anyOf("*?[{").matchesAnyOf(place);
    checkArgument(
        glob || Files.exists(Path.of(place)),
        "%s was begun with %s %s, which is no longer there; say where it is by %s",
        run,
        option,
        place,
        option);
    return place;
  }

  /**
   * Trains with all listeners, until the end or a signal.
   *
   * @param training what to run
   * @param onEnd what to print when it ended without a failure
   * @return an {@link ExitCode}
   */
  int train(TrainingRun training, ProgressDisplay display, Runnable onEnd) {
    RunDirectory directory = training.directory();
    Bf16Notice.print(training.config().model().precision(), spec);
    training.wayBack().ifPresent(back -> spec.commandLine().getOut().println(back.sentence()));
    training.epochNotice().ifPresent(spec.commandLine().getOut()::println);
    try (StopSignal stop = StopSignal.install()) {
      RunEvent.End end = RunListeners.train(training, display, stop);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s after %d steps, %d s in this process%n",
          end.outcome() == RunEvent.End.Outcome.COMPLETED ? "Done" : "Stopped",
          end.step(),
          end.wallTime().toSeconds());
      onEnd.run();
      Path path = directory.path();
      out.printf("Run directory: %s%n", path);
      if (end.outcome() == RunEvent.End.Outcome.COMPLETED) {
        out.printf(
            "Next:  %s%n",
            Program.command("export", "--run", path, "--to", "models/" + path.getFileName()));
      } else {
        Job job = training.config().job();
        out.printf("Go on: %s%n", Program.command(job, "--resume", "--run", path));
      }
      return switch (end.outcome()) {
        case COMPLETED -> ExitCode.DONE;
        case STOPPED -> stop.request().map(StopSignal.Request::exitCode).orElse(ExitCode.FAILED);
        case FAILED -> ExitCode.FAILED;
      };
    }
  }
}
