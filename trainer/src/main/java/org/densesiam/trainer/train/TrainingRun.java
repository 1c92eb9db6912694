package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.PicieConfig;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.DataProvenance;
import org.densesiam.trainer.run.Provenance;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.RunEnd;
import org.densesiam.trainer.run.RunLock;
import org.densesiam.trainer.run.TrainingPosition;
import org.densesiam.trainer.run.WayBack;
import org.tensorflow.proto.GraphDef;

/**
 * A run of whatever job from shards to its last checkpoint: opens and verifies the data, makes or
 * reopens the run directory, trains, and measures on images that are not trained on.
 */
public final class TrainingRun {
  private final RunOrder<?> order;
  private final TrainingConfig config;
  private final RecordSource source;
  private final Optional<ShardSet> heldOut;
  private final RunDirectory directory;
  private final Optional<EpochChange> epochs;
  private final Optional<String> epochNotice;

  private TrainingRun(
      RunOrder<?> order,
      TrainingConfig config,
      RecordSource source,
      Optional<ShardSet> heldOut,
      RunDirectory directory,
      Optional<EpochChange> epochs,
      Optional<String> epochNotice) {
    this.order = order;
    this.config = config;
    this.source = source;
    this.heldOut = heldOut;
    this.directory = directory;
    this.epochs = epochs;
    this.epochNotice = epochNotice;
  }

  /** As {@link #prepare(RunOrder, RunStart, ScanProgress)}, from random weights. */
  public static TrainingRun prepare(RunOrder<?> order, ScanProgress progress) {
    return prepare(order, RunStart.PLAIN, progress);
  }

  /**
   * Opens the data, reads all of it once to prove it whole, and makes or reopens the run directory.
   *
   * @param start what a new run starts from; plain on resume
   * @throws IllegalArgumentException if the data or the directory are not as they must be, or a
   *     weight is not finite; no run is begun then
   */
  public static TrainingRun prepare(RunOrder<?> order, RunStart start, ScanProgress progress) {
    checkArgument(
        start.weights().isEmpty() || !order.resume(),
        "weights to start from cannot be given with --resume: a run goes on with its own");
    return order.resume() ? resume(order, progress) : begin(order, start, progress);
  }

  private static TrainingRun begin(RunOrder<?> order, RunStart start, ScanProgress progress) {
    ShardSet shards = ShardSet.open(order.data());
    Optional<ShardSet> heldOut = order.heldOut().map(ShardSet::open);
    RunDirectory.checkFree(order.run());
    RecordSource source = source(order.config(), shards, start.labelledImages());
    checkEnough(order.config(), source);
    verify(shards, heldOut, progress);
    RunDirectory directory =
        RunDirectory.create(
            order.run(),
            order.config(),
            Provenance.begin(
                DataProvenance.of(order.data(), shards),
                provenance(order, heldOut),
                Provenance.Places.of(
                    order.data(), order.heldOut(), start.origin().map(Path::toString)),
                order.config().run().seed(),
                Provenance.Start.now(0, order.commandLine())),
            made -> startFrom(made, order.config(), start));
    return new TrainingRun(
        order, order.config(), source, heldOut, directory, Optional.empty(), Optional.empty());
  }

  private static Optional<DataProvenance> provenance(
      RunOrder<?> order, Optional<ShardSet> heldOut) {
    return heldOut.map(shards -> DataProvenance.of(order.heldOut().orElseThrow(), shards));
  }

  /** The records of an epoch. */
  private static RecordSource source(
      TrainingConfig config, ShardSet shards, Optional<ImmutableSet<String>> only) {
    RecordSource all = RecordSource.of(shards);
    RecordSource taken = only.map(all::only).orElse(all);
    return config instanceof FinetuneConfig labelled
        ? taken.repeated(labelled.views().timesPerEpoch(taken.records()))
        : taken;
  }

  private static TrainingRun resume(RunOrder<?> order, ScanProgress progress) {
    ShardSet shards = ShardSet.open(order.data());
    Optional<ShardSet> heldOut = order.heldOut().map(ShardSet::open);
    RunDirectory directory = RunDirectory.open(order.run());
    Provenance begun = directory.provenance();
    begun.data().checkSameAs(DataProvenance.of(order.data(), shards), order.run());
    provenance(order, heldOut)
        .ifPresent(
            now -> begun.heldOut().ifPresent(before -> before.checkSameAs(now, order.run())));
    ConfigYaml<? extends TrainingConfig> yaml = ConfigYaml.of(order.config().job());
    TrainingConfig own = directory.config(yaml);
    TrainingConfig config =
        order.epochs().<TrainingConfig>map(count -> directory.config(yaml, count)).orElse(own);
    RecordSource source = source(config, shards, directory.labelledImages());
    Optional<EpochChange> epochs =
        order.epochs().map(count -> new EpochChange(directory, source.records(), own, config));
    // Before all of the data is read. A session for checkpoints without sums would be the first.
    CheckpointStore checkpoints = checkpoints(directory, config);
    Optional<Path> from =
        order.fromStep().map(step -> checkpoints.wayBackTo(step).to()).or(checkpoints::latest);
    from.ifPresent(CheckpointStore::checkSums);
    TrainingPosition reached =
        from.map(folder -> CheckpointStore.describe(folder).position())
            .orElse(TrainingPosition.START);
    epochs.ifPresent(change -> change.check(reached));
    verify(shards, heldOut, progress);
    return new TrainingRun(
        order,
        config,
        source,
        heldOut,
        directory,
        epochs,
        epochs.flatMap(change -> change.sentence(reached)));
  }

  private static void startFrom(RunDirectory directory, TrainingConfig config, RunStart start) {
    start.labelledImages().ifPresent(directory::writeLabelledImages);
    start
        .weights()
        .ifPresent(
            weights -> {
              try (RunLock lock = directory.lock()) {
                TrainingVariables.writeStart(checkpoints(directory, config), config, weights);
              }
            });
  }

  private static void verify(ShardSet shards, Optional<ShardSet> heldOut, ScanProgress progress) {
    shards.verify(progress);
    heldOut.ifPresent(set -> set.verify(ScanProgress.SILENT));
  }

  private static void checkEnough(TrainingConfig config, RecordSource source) {
    if (source.records() < config.data().batchSize()) {
      throw new IllegalArgumentException(
          "data.batchSize is %d, but there are only %d records; lower it with --set data.batchSize=%d, or import more images"
              .formatted(config.data().batchSize(), source.records(), source.records()));
    }
  }

  /** The run's directory. */
  public RunDirectory directory() {
    return directory;
  }

  /**
   * How the run goes on from a checkpoint that need not be the newest, if that was ordered.
   *
   * @throws IllegalArgumentException if there is no such checkpoint
   */
  public Optional<WayBack> wayBack() {
    return order.fromStep().map(checkpoints()::wayBackTo);
  }

  /**
   * In what the run differs from one of as many epochs from the start, where another number of
   * epochs was ordered and it does.
   */
  public Optional<String> epochNotice() {
    return epochNotice;
  }

  /** The run's configuration. */
  public TrainingConfig config() {
    return config;
  }

  /** The graph that {@link #run} trains with: what a device must have kernels for. */
  public GraphDef graph() {
    try (TrainingSession session = open()) {
      return session.graph();
    }
  }

  /**
   * Trains to the end, or until asked to stop; leaves how it ended in the directory.
   *
   * @param listener told of everything; not closed
   * @throws IllegalStateException if another process trains here, a loss is not finite, or too many
   *     records cannot be decoded
   */
  public RunEvent.End run(TrainingListener listener, StopSignal stop) {
    long begin = System.nanoTime();
    RunEvent.End end;
    try (RunLock lock = directory.lock()) {
      end = trainLocked(listener, stop, begin);
    } catch (RuntimeException | Error e) {
      listener.on(failed(e, begin));
      throw e;
    }
    listener.on(end);
    return end;
  }

  private RunEvent.End trainLocked(TrainingListener listener, StopSignal stop, long begin) {
    directory.removeEnd();
    try (TrainingSession session = open()) {
      RunEvent.End end = train(session, listener, stop, begin);
      directory.writeEnd(RunEnd.now(end));
      return end;
    } catch (RuntimeException | Error e) {
      try {
        directory.writeEnd(RunEnd.now(failed(e, begin)));
      } catch (RuntimeException alsoFailed) { // such as of a full disk, which is why it ended
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private TrainingSession open() {
    return TrainingSession.onShards(config, source, hooks());
  }

  /** What each job does beside its steps. */
  private ImmutableList<TrainingHook.Maker> hooks() {
    ImmutableList.Builder<TrainingHook.Maker> hooks = ImmutableList.builder();
    if (config instanceof SegmentConfig segmentation
        && segmentation.model() instanceof PicieConfig picie) {
      hooks.add(
          (tf, training, input) -> new ClusteringHook(tf, training, input, segmentation, picie));
    }
    heldOut.map(this::meters).ifPresent(hooks::addAll);
    return hooks.build();
  }

  /** What each job measures on the images that are not trained on. */
  private ImmutableList<TrainingHook.Maker> meters(ShardSet images) {
    if (config instanceof PretrainConfig pretraining) {
      return ImmutableList.of(
          (tf, training, input) ->
              new HeldOutLosses(
                  tf, training, RecordSource.of(images), pretraining, directory.heldOutFile()),
          (tf, training, input) -> FeatureRank.of(tf, training, images, pretraining));
    }
    SegmenterConfig segmentation = (SegmenterConfig) config;
    TrainingHook.Maker judge =
        (tf, training, input) -> new EvaluationHook(tf, training, images, segmentation, directory);
    return segmentation instanceof SegmentConfig withoutLabels
        ? ImmutableList.of(
            judge, (tf, training, input) -> FeatureRank.of(tf, training, images, withoutLabels))
        : ImmutableList.of(judge);
  }

  private RunEvent.End train(
      TrainingSession session, TrainingListener listener, StopSignal stop, long begin) {
    TrainingPlan plan = TrainingPlan.of(config, source.records());
    CheckpointStore checkpoints = checkpoints();
    TrainingPosition start =
        wayBack()
            .map(WayBack::take)
            .or(checkpoints::latestWhole)
            .map(session::restore)
            .orElse(TrainingPosition.START);
    epochs.ifPresent(change -> change.check(start)); // under the lock: nobody trained meanwhile
    epochs.ifPresent(EpochChange::take);
    if (order.resume()) {
      directory.addStart(
          Provenance.Start.now(start.step(), order.commandLine()),
          provenance(order, heldOut),
          Provenance.Places.of(order.data(), order.heldOut(), Optional.empty()));
    }
    listener.on(
        new RunEvent.Start(
            config.job(),
            directory.path(),
            start.step(),
            plan.totalSteps(),
            config.run().epochs(),
            config.data().batchSize()));
    if (start.step() == 0) {
      session.prepare(start, listener);
      session.look(start, listener);
    }
    listener.on(new RunEvent.StepsBegin());
    TrainingPosition reached =
        new Trainer(config, plan, session, checkpoints, listener, stop).run(start);
    if (reached.epoch() == config.run().epochs()) {
      session.look(reached, listener);
      return new RunEvent.End(
          RunEvent.End.Outcome.COMPLETED, reached.step(), since(begin), Optional.empty());
    }
    return new RunEvent.End(
        RunEvent.End.Outcome.STOPPED,
        reached.step(),
        since(begin),
        stop.request().map(StopSignal.Request::signalName));
  }

  private CheckpointStore checkpoints() {
    return checkpoints(directory, config);
  }

  private static CheckpointStore checkpoints(RunDirectory directory, TrainingConfig config) {
    return new CheckpointStore(directory.checkpoints(), config.run().keepCheckpoints());
  }

  /** A failed run has come as far as its last checkpoint: what came after is lost. */
  private RunEvent.End failed(Throwable thrown, long begin) {
    long step = checkpoints().latest().map(CheckpointStore::step).orElse(0L);
    return new RunEvent.End(
        RunEvent.End.Outcome.FAILED,
        step,
        since(begin),
        Optional.of(thrown.getMessage() == null ? thrown.toString() : thrown.getMessage()));
  }

  private static Duration since(long beginNanos) {
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }
}
