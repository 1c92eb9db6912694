package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.run.RunDirectory;

/**
 * What is to be done.
 *
 * @param config what the run does; on resume it must be the run's own
 * @param data shards, as {@link org.densesiam.data.shard.ShardSet#open} takes them
 * @param heldOut shards of images that are not trained on, to measure on
 * @param run the run's directory
 * @param resume whether to go on with the run that is there
 * @param fromStep of the checkpoint to go on from; the newest if empty
 * @param epochs that a run which goes on is trained to; those of its own configuration if empty
 * @param commandLine for the record
 * @param <C> the job's configuration
 */
public record RunOrder<C extends TrainingConfig>(
    C config,
    String data,
    Optional<String> heldOut,
    Path run,
    boolean resume,
    Optional<Long> fromStep,
    Optional<Integer> epochs,
    ImmutableList<String> commandLine) {

  public RunOrder {
    checkArgument(
        resume || fromStep.isEmpty(),
        "--from-step says from which checkpoint a run goes on: give --resume, too");
    checkArgument(
        resume || epochs.isEmpty(),
        "epochs of a new run belong into its configuration: %s",
        epochs);
  }

  /** A new run, or one that goes on from its newest checkpoint. */
  public RunOrder(
      C config,
      String data,
      Optional<String> heldOut,
      Path run,
      boolean resume,
      ImmutableList<String> commandLine) {
    this(config, data, heldOut, run, resume, Optional.empty(), Optional.empty(), commandLine);
  }

  /** The same of another configuration. */
  public RunOrder<C> with(C other) {
    return new RunOrder<>(other, data, heldOut, run, resume, fromStep, epochs, commandLine);
  }

  /** The same of another configuration in another directory; a run that is there is resumed. */
  public RunOrder<C> in(Path directory, C other) {
    return new RunOrder<>(
        other, data, heldOut, directory, RunDirectory.holdsRun(directory), commandLine);
  }
}
