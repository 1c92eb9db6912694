package org.densesiam.trainer.run;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.prepare.ScanProgress;
import org.densesiam.data.prepare.ShardSet;
import org.densesiam.data.tensor.NamedArrays;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.RunStart;
import org.densesiam.trainer.log.TrainingListener;
import org.tensorflow.proto.GraphDef;

/**
 * A pre-training run from shards to its last checkpoint: opens and verifies the data, makes or
 * reopens the run directory, trains.
 */
public final class Pretraining {
  private final Order order;
  private final PretrainConfig config;
  private final ShardSet shards;
  private final Optional<ShardSet> heldOut;
  private final RunDirectory directory;

  /**
   * What is to be done.
   *
   * @param config what the run does; on resume it must be the run's own
   * @param data shards, as {@link ShardSet#open} takes them
   * @param heldOut shards of images that are not trained on, to measure before and after
   * @param run the run's directory
   * @param resume whether to go on with the run that is there
   * @param commandLine for the record
   */
  public record Order(
      PretrainConfig config,
      String data,
      Optional<String> heldOut,
      Path run,
      boolean resume,
      ImmutableList<String> commandLine) {}

  private Pretraining(
      Order order,
      PretrainConfig config,
      ShardSet shards,
      Optional<ShardSet> heldOut,
      RunDirectory directory) {
    this.order = order;
    this.config = config;
    this.shards = shards;
    this.heldOut = heldOut;
    this.directory = directory;
  }

  /**
   * Opens the data, reads all of it once to prove it whole, and makes the run directory.
   *
   * @throws IllegalArgumentException if the data or the directory are not as they must be; no run
   *     is begun then
   */
  public static Pretraining prepare(Order order, ScanProgress progress) {
    ShardSet shards = ShardSet.open(order.data());
    Optional<ShardSet> heldOut = order.heldOut().map(ShardSet::open);
    DataProvenance data = DataProvenance.of(order.data(), shards);
    if (order.resume()) {
      return resume(order, progress, shards, heldOut, data);
    }
    RunDirectory.checkFree(order.run());
    checkEnough(order.config(), shards);
    shards.verify(progress);
    heldOut.ifPresent(set -> set.verify(ScanProgress.SILENT));
    RunDirectory directory =
        RunDirectory.create(
            order.run(),
            order.config(),
            Provenance.begin(
                data, order.config().run().seed(), Provenance.Start.now(0, order.commandLine())));
    return new Pretraining(order, order.config(), shards, heldOut, directory);
  }

  private static Pretraining resume(
      Order order,
      ScanProgress progress,
      ShardSet shards,
      Optional<ShardSet> heldOut,
      DataProvenance data) {
    RunDirectory directory = RunDirectory.open(order.run());
    DataProvenance begun = directory.provenance().data();
    if (!begun.isSameDataAs(data)) {
      throw new IllegalArgumentException(
          "%s was begun with %d records in %d shards (%s), but %s has %d in %d; a run goes on with its own data"
              .formatted(
                  order.run(),
                  begun.records(),
                  begun.shards(),
                  begun.location(),
                  order.data(),
                  data.records(),
                  data.shards()));
    }
    shards.verify(progress);
    return new Pretraining(order, directory.config(), shards, heldOut, directory);
  }

  private static void checkEnough(PretrainConfig config, ShardSet shards) {
    if (shards.records() < config.data().batchSize()) {
      throw new IllegalArgumentException(
          "data.batchSize is %d, but there are only %d records; lower it with --set data.batchSize=%d, or import more images"
              .formatted(config.data().batchSize(), shards.records(), shards.records()));
    }
  }

  /** The run's directory. */
  public RunDirectory directory() {
    return directory;
  }

  /** The run's configuration. */
  public PretrainConfig config() {
    return config;
  }

  /** The graph that {@link #run} trains with: what a device must have kernels for. */
  public GraphDef graph() {
    try (TrainingSession session = open()) {
      return session.graph();
    }
  }

  /**
   * Writes a checkpoint before the first step, for {@code --resume} to go on from.
   *
   * @param weights under the network's names; what they lack starts as the seed has it
   * @return the checkpoint's folder
   * @throws IllegalArgumentException if one has another shape or is not finite
   * @throws IllegalStateException if another process trains here
   */
  public Path startFrom(NamedArrays weights) {
    try (RunLock lock = directory.lock();
        TrainingSession session = open()) {
      session.assign(weights);
      return checkpoints().write(session.describe(TrainingPosition.START), session::save);
    }
  }

  /**
   * Trains to the end, or until asked to stop.
   *
   * @param listener told of everything; not closed
   * @throws IllegalStateException if another process trains here, a loss is not finite, or too many
   *     records cannot be decoded
   */
  public RunEnd run(TrainingListener listener, StopSignal stop) {
    long begin = System.nanoTime();
    RunEnd end;
    try (RunLock lock = directory.lock();
        TrainingSession session = open()) {
      end = train(session, listener, stop, begin);
    } catch (RuntimeException | Error e) {
      listener.onEnd(failed(e, begin));
      throw e;
    }
    listener.onEnd(end);
    return end;
  }

  private TrainingSession open() {
    return new TrainingSession(config, RecordSource.of(shards), heldOut.map(RecordSource::of));
  }

  private RunEnd train(
      TrainingSession session, TrainingListener listener, StopSignal stop, long begin) {
    TrainingPlan plan = TrainingPlan.of(config, shards.records());
    CheckpointStore checkpoints = checkpoints();
    TrainingPosition start = start(session, checkpoints);
    listener.onStart(
        new RunStart(
            directory.path(),
            start.step(),
            plan.totalSteps(),
            config.run().epochs(),
            config.data().batchSize()));
    TrainingPosition reached =
        new Trainer(config, plan, session, checkpoints, listener, stop).run(start);
    if (reached.epoch() == config.run().epochs()) {
      heldOut.ifPresent(set -> HeldOutFile.writeAfter(directory.heldOutFile(), session.evaluate()));
      return new RunEnd(RunEnd.Outcome.COMPLETED, reached.step(), since(begin), Optional.empty());
    }
    return new RunEnd(
        RunEnd.Outcome.STOPPED,
        reached.step(),
        since(begin),
        stop.request().map(StopRequest::signalName));
  }

  /** Where the run goes on; the variables are as they were there. */
  private TrainingPosition start(TrainingSession session, CheckpointStore checkpoints) {
    Optional<Path> latest = order.resume() ? checkpoints.latest() : Optional.empty();
    TrainingPosition position = latest.map(session::restore).orElse(TrainingPosition.START);
    if (order.resume()) {
      directory.addStart(Provenance.Start.now(position.step(), order.commandLine()));
    }
    if (position.step() == 0) {
      heldOut.ifPresent(
          set ->
              HeldOutFile.writeBefore(directory.heldOutFile(), set.records(), session.evaluate()));
    }
    return position;
  }

  private CheckpointStore checkpoints() {
    return new CheckpointStore(directory.checkpoints(), config.run().keepCheckpoints());
  }

  /** A failed run has come as far as its last checkpoint: what came after is lost. */
  private RunEnd failed(Throwable thrown, long begin) {
    long step =
        checkpoints()
            .latest()
            .map(folder -> CheckpointStore.describe(folder).position().step())
            .orElse(0L);
    return new RunEnd(
        RunEnd.Outcome.FAILED,
        step,
        since(begin),
        Optional.of(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage()));
  }

  private static Duration since(long beginNanos) {
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }
}
