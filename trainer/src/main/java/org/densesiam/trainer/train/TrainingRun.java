package org.densesiam.trainer.train;

import java.time.Duration;
import java.util.Optional;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.RunStart;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopRequest;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.DataProvenance;
import org.densesiam.trainer.run.Provenance;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunLock;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.proto.GraphDef;

/**
 * A run of whatever job from shards to its last checkpoint: opens and verifies the data, makes or
 * reopens the run directory, trains.
 *
 * @param <C> the job's configuration
 */
final class TrainingRun<C extends TrainingConfig> {
  private final RunOrder<C> order;
  private final C config;
  private final ShardSet shards;
  private final Optional<ShardSet> heldOut;
  private final RunDirectory directory;

  private TrainingRun(
      RunOrder<C> order,
      C config,
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
   * Opens the data, reads all of it once to prove it whole, and makes or reopens the run directory.
   *
   * @param yaml reads the configuration of a run that is gone on with
   * @throws IllegalArgumentException if the data or the directory are not as they must be; no run
   *     is begun then
   */
  static <C extends TrainingConfig> TrainingRun<C> prepare(
      RunOrder<C> order, ConfigYaml<C> yaml, ScanProgress progress) {
    return order.resume()
        ? resume(order, yaml, progress)
        : begin(order, Optional.empty(), progress);
  }

  /**
   * As {@link #prepare} does for a run that is not there yet.
   *
   * @param weights under the network's names, for a checkpoint before the first step; what they
   *     lack starts as the seed has it. There is no run without it
   * @throws IllegalArgumentException also if one has another shape or is not finite
   */
  static <C extends TrainingConfig> TrainingRun<C> begin(
      RunOrder<C> order, Optional<NamedArrays> weights, ScanProgress progress) {
    ShardSet shards = ShardSet.open(order.data());
    Optional<ShardSet> heldOut = order.heldOut().map(ShardSet::open);
    RunDirectory.checkFree(order.run());
    checkEnough(order.config(), shards);
    verify(shards, heldOut, progress);
    RunDirectory directory =
        RunDirectory.create(
            order.run(),
            order.config(),
            Provenance.begin(
                DataProvenance.of(order.data(), shards),
                order.config().run().seed(),
                Provenance.Start.now(0, order.commandLine())),
            made -> weights.ifPresent(start -> startFrom(made, order.config(), start)));
    return new TrainingRun<>(order, order.config(), shards, heldOut, directory);
  }

  private static <C extends TrainingConfig> TrainingRun<C> resume(
      RunOrder<C> order, ConfigYaml<C> yaml, ScanProgress progress) {
    ShardSet shards = ShardSet.open(order.data());
    Optional<ShardSet> heldOut = order.heldOut().map(ShardSet::open);
    DataProvenance data = DataProvenance.of(order.data(), shards);
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
    verify(shards, heldOut, progress);
    return new TrainingRun<>(order, directory.config(yaml), shards, heldOut, directory);
  }

  private static void startFrom(
      RunDirectory directory, TrainingConfig config, NamedArrays weights) {
    try (RunLock lock = directory.lock()) {
      StartingCheckpoint.write(checkpoints(directory, config), config, weights);
    }
  }

  private static void verify(ShardSet shards, Optional<ShardSet> heldOut, ScanProgress progress) {
    shards.verify(progress);
    heldOut.ifPresent(set -> set.verify(ScanProgress.SILENT));
  }

  private static void checkEnough(TrainingConfig config, ShardSet shards) {
    if (shards.records() < config.data().batchSize()) {
      throw new IllegalArgumentException(
          "data.batchSize is %d, but there are only %d records; lower it with --set data.batchSize=%d, or import more images"
              .formatted(config.data().batchSize(), shards.records(), shards.records()));
    }
  }

  RunDirectory directory() {
    return directory;
  }

  C config() {
    return config;
  }

  Optional<ShardSet> heldOut() {
    return heldOut;
  }

  /** The graph that {@link #run} trains with: what a device must have kernels for. */
  GraphDef graph(SideWork.Maker sideWork) {
    try (TrainingSession session = open(sideWork)) {
      return session.graph();
    }
  }

  /**
   * Trains to the end, or until asked to stop.
   *
   * @param listener told of everything; not closed
   * @throws IllegalStateException if another process trains here, a loss is not finite, or too many
   *     records cannot be decoded
   */
  RunEnd run(SideWork.Maker sideWork, TrainingListener listener, StopSignal stop) {
    long begin = System.nanoTime();
    RunEnd end;
    try (RunLock lock = directory.lock();
        TrainingSession session = open(sideWork)) {
      end = train(session, listener, stop, begin);
    } catch (RuntimeException | Error e) {
      listener.onEnd(failed(e, begin));
      throw e;
    }
    listener.onEnd(end);
    return end;
  }

  private TrainingSession open(SideWork.Maker sideWork) {
    return new TrainingSession(config, RecordSource.of(shards), sideWork);
  }

  private RunEnd train(
      TrainingSession session, TrainingListener listener, StopSignal stop, long begin) {
    TrainingPlan plan = TrainingPlan.of(config, shards.records());
    CheckpointStore checkpoints = checkpoints();
    TrainingPosition start =
        checkpoints.latest().map(session::restore).orElse(TrainingPosition.START);
    if (order.resume()) {
      directory.addStart(Provenance.Start.now(start.step(), order.commandLine()));
    }
    listener.onStart(
        new RunStart(
            config.job(),
            directory.path(),
            start.step(),
            plan.totalSteps(),
            config.run().epochs(),
            config.data().batchSize()));
    if (start.step() == 0) {
      session.sideWork().beforeFirstStep(session.moment(start, listener));
    }
    TrainingPosition reached =
        new Trainer(config, plan, session, checkpoints, listener, stop).run(start);
    if (reached.epoch() == config.run().epochs()) {
      session.sideWork().afterLastEpoch(session.moment(reached, listener));
      return new RunEnd(RunEnd.Outcome.COMPLETED, reached.step(), since(begin), Optional.empty());
    }
    return new RunEnd(
        RunEnd.Outcome.STOPPED,
        reached.step(),
        since(begin),
        stop.request().map(StopRequest::signalName));
  }

  private CheckpointStore checkpoints() {
    return checkpoints(directory, config);
  }

  private static CheckpointStore checkpoints(RunDirectory directory, TrainingConfig config) {
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
