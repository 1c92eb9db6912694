package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.densesiam.data.pipeline.EpochStart;
import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.model.scope.Variable;
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
  private final BatchSource batches;
  private final StepInput input;
  private final TrainingGraph training;
  private final SideWork sideWork;
  private final Session session;

  /** As the other constructor does, on shards. */
  TrainingSession(TrainingConfig config, RecordSource shards, SideWork.Maker sideWork) {
    this(config, tf -> BatchSource.shards(tf, shards, config), sideWork);
  }

  /**
   * Builds the graph and gives every variable its initial value.
   *
   * @param source adds what makes the batches to the graph
   * @param sideWork what the job does beside its steps
   */
  TrainingSession(
      TrainingConfig config, Function<Ops, BatchSource> source, SideWork.Maker sideWork) {
    this.config = config;
    Ops tf = Ops.create(graph);
    this.batches = source.apply(tf);
    this.input = StepInput.of(tf, batches.batch(), config);
    this.training = new TrainingGraph(tf, config, input.alignment());
    this.sideWork = sideWork.make(tf.withSubScope("beside"), training);
    this.session = new Session(graph, SessionOptions.training());
    for (Op initializer : training.variables().initializers()) {
      session.run(initializer);
    }
  }

  /** All operations, with the devices that they are pinned to. */
  GraphDef graph() {
    return graph.toGraphDef();
  }

  /** Starts the pipeline where the run is to go on. */
  void start(TrainingPosition position) {
    batches
        .start()
        .accept(
            session, new EpochStart(config.run().seed(), position.epoch(), position.position()));
  }

  /**
   * Runs one step on the next batch, or none if the epoch is over.
   *
   * @param step steps done before
   */
  Optional<StepOutcome> step(long step, LearningRate learningRate, StepRequest request) {
    TrainingPhase phase = training.phase(step, learningRate.totalSteps());
    StepFetches fetches = new StepFetches(session.runner().addTarget(phase.train()), input);
    fetches.addScalar(ScalarNames.LOSS_TOTAL, phase.losses().total());
    phase.losses().terms().forEach((term, loss) -> fetches.addScalar(ScalarNames.loss(term), loss));
    if (request.meters()) {
      phase.losses().meters().forEach(fetches::addScalar);
      fetches.addScalar(ScalarNames.GRAD_NORM, phase.gradientNorm());
    }
    if (request.views()) {
      fetches.addViews();
    }
    try (TFloat32 body = rate(learningRate, step, Variable.Group.BODY);
        TFloat32 predictor = rate(learningRate, step, Variable.Group.PREDICTOR)) {
      fetches
          .runner()
          .feed(checkNotNull(training.rates().get(Variable.Group.BODY)), body)
          .feed(checkNotNull(training.rates().get(Variable.Group.PREDICTOR)), predictor);
      return Optional.of(fetches.run());
    } catch (TFOutOfRangeException endOfEpoch) {
      return Optional.empty();
    }
  }

  private static TFloat32 rate(LearningRate learningRate, long step, Variable.Group group) {
    return TFloat32.scalarOf((float) learningRate.at(step, group));
  }

  /** What the job does beside its steps. */
  SideWork sideWork() {
    return sideWork;
  }

  /** The moment at which the run has come to {@code position}. */
  SideWork.Moment moment(TrainingPosition position, TrainingListener listener) {
    return new SideWork.Moment(session, position, listener);
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
    sideWork.close();
    session.close();
    graph.close();
  }
}
