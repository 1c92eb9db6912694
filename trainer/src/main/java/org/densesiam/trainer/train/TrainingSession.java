package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.model.NetworkConfig;
import org.densesiam.model.scope.Variable;
import org.densesiam.trainer.config.FinetuneConfig;
import org.densesiam.trainer.config.SiameseConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.SessionOptions;
import org.densesiam.trainer.optim.LearningRate;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * Graph and session of a run: shards, colour, network and update, one step at a time.
 *
 * <p>Owns the native graph and session. Not for several threads.
 */
final class TrainingSession implements AutoCloseable {
  private final TrainingConfig config;
  private final Graph graph = new Graph();
  private final StepInput<?> input;
  private final TrainingGraph<?> training;
  private final ImmutableList<TrainingHook> hooks;
  private final Session session;

  /**
   * Builds the graph and gives every variable its initial value.
   *
   * @param network of {@code config}
   * @param inputs adds what makes the batches to the graph
   * @param hooks what the job does beside its steps
   */
  private <I> TrainingSession(
      TrainingConfig config,
      NetworkConfig<I> network,
      Function<Ops, StepInput<I>> inputs,
      List<TrainingHook.Maker> hooks) {
    this.config = config;
    Ops tf = Ops.create(graph);
    StepInput<I> batches = inputs.apply(tf);
    this.input = batches;
    this.training = new TrainingGraph<>(tf, config, network, ImmutableList.of(batches.learned()));
    this.hooks =
        hooks.stream()
            .map(hook -> hook.make(tf.withSubScope("beside"), training, batches))
            .collect(toImmutableList());
    this.session = new Session(graph, SessionOptions.training(config.viewsPerImage()));
    for (Op initializer : training.variables().initializers()) {
      session.run(initializer);
    }
  }

  /**
   * On the batches of shards.
   *
   * @param hooks what the job does beside its steps
   */
  static TrainingSession onShards(
      TrainingConfig config, RecordSource shards, List<TrainingHook.Maker> hooks) {
    if (config instanceof FinetuneConfig labelled) {
      return new TrainingSession(
          labelled, labelled.model(), tf -> StepInput.ofShards(tf, shards, labelled), hooks);
    }
    SiameseConfig siamese = (SiameseConfig) config;
    return new TrainingSession(
        siamese, siamese.model(), tf -> StepInput.ofShards(tf, shards, siamese), hooks);
  }

  /** On noise that lies in the graph. */
  static TrainingSession onNoise(TrainingConfig config) {
    if (config instanceof FinetuneConfig labelled) {
      return new TrainingSession(
          labelled, labelled.model(), tf -> StepInput.ofNoise(tf, labelled), ImmutableList.of());
    }
    SiameseConfig siamese = (SiameseConfig) config;
    return new TrainingSession(
        siamese, siamese.model(), tf -> StepInput.ofNoise(tf, siamese), ImmutableList.of());
  }

  /** All operations, with the devices that they are pinned to. */
  GraphDef graph() {
    return graph.toGraphDef();
  }

  /** Starts the pipeline where the run is to go on. */
  void start(TrainingPosition position) {
    input
        .start()
        .accept(
            session, new EpochStart(config.run().seed(), position.epoch(), position.position()));
  }

  /**
   * Runs one step on the next batch, or none if the epoch is over.
   *
   * @param step steps done before
   */
  Optional<StepRun.Outcome> step(long step, LearningRate learningRate, StepRun.Wanted wanted) {
    TrainingGraph.Phase phase = training.phase(step, learningRate.totalSteps());
    StepRun run = new StepRun(session.runner().addTarget(phase.train()), input);
    run.addScalar(ScalarNames.LOSS_TOTAL, phase.losses().total());
    phase.losses().terms().forEach((term, loss) -> run.addScalar(ScalarNames.loss(term), loss));
    if (wanted.meters()) {
      phase.losses().meters().forEach(run::addScalar);
      run.addScalar(ScalarNames.GRAD_NORM, phase.gradientNorm());
    }
    if (wanted.picture()) {
      run.addPicture();
    }
    try (TFloat32 body = rate(learningRate, step, Variable.Group.BODY);
        TFloat32 backbone = rate(learningRate, step, Variable.Group.BACKBONE);
        TFloat32 predictor = rate(learningRate, step, Variable.Group.PREDICTOR)) {
      run.runner()
          .feed(checkNotNull(training.rates().get(Variable.Group.BODY)), body)
          .feed(checkNotNull(training.rates().get(Variable.Group.BACKBONE)), backbone)
          .feed(checkNotNull(training.rates().get(Variable.Group.PREDICTOR)), predictor);
      return Optional.of(run.run());
    } catch (TFOutOfRangeException endOfEpoch) {
      return Optional.empty();
    }
  }

  private TFloat32 rate(LearningRate learningRate, long step, Variable.Group group) {
    return TFloat32.scalarOf(
        (float) (learningRate.at(step, group) * config.model().rateFactor(group)));
  }

  /**
   * Runs the hooks that change variables and are due.
   *
   * @param position the beginning of the run or the end of an epoch
   */
  void prepare(TrainingPosition position, TrainingListener listener) {
    run(TrainingHook::changesVariables, position, listener);
  }

  /**
   * Runs the hooks that only look and are due.
   *
   * @param position the beginning of the run or the end of an epoch
   */
  void look(TrainingPosition position, TrainingListener listener) {
    run(hook -> !hook.changesVariables(), position, listener);
  }

  private void run(
      Predicate<TrainingHook> which, TrainingPosition position, TrainingListener listener) {
    for (TrainingHook hook : hooks) {
      if (which.test(hook) && hook.schedule().isDue(position, config.run().epochs())) {
        hook.run(
            new TrainingHook.Moment(
                session, position, listener, store -> store.write(describe(position), this::save)));
      }
    }
  }

  /** What a checkpoint at {@code position} says of itself. */
  Checkpoint describe(TrainingPosition position) {
    return Checkpoint.of(position, config.model().backbone(), training.variables().all());
  }

  /** Names of variables that a checkpoint would hold and that are no longer numbers. */
  ImmutableList<String> notFinite() {
    return training.finiteCheck().notFinite(session);
  }

  /** Writes the variables' files at {@code prefix}. */
  void save(Path prefix) {
    training.variables().checkpoint().save(session, prefix);
  }

  /**
   * Goes back to a checkpoint.
   *
   * @param folder of the checkpoint
   * @return how far the run had come
   * @throws IllegalArgumentException if it is of another architecture; nothing is changed then
   */
  TrainingPosition restore(Path folder) {
    Checkpoint checkpoint = CheckpointStore.describe(folder);
    checkpoint.checkFits(folder, training.variables().all());
    training.variables().checkpoint().restore(session, Checkpoint.prefix(folder));
    return checkpoint.position();
  }

  @Override
  public void close() {
    try (graph;
        session) { // closed whatever a hook does, the session first
      hooks.forEach(TrainingHook::close);
    }
  }
}
