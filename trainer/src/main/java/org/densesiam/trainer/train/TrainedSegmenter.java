package org.densesiam.trainer.train;

import java.nio.file.Path;
import org.densesiam.model.SegmentingNetwork;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.weights.CheckpointOps;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.eval.LabelPredictor;
import org.densesiam.trainer.run.Checkpoint;
import org.densesiam.trainer.run.RunDirectory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** The network of a segmentation run as one of its checkpoints has it. Owns graph and session. */
public final class TrainedSegmenter implements AutoCloseable {
  private final SegmenterConfig config;
  private final Path checkpoint;
  private final Graph graph = new Graph();
  private final Session session;
  private final SegmenterPredictor predictor;

  private TrainedSegmenter(SegmenterConfig config, Path checkpoint) {
    this.config = config;
    this.checkpoint = checkpoint;
    Ops tf = Ops.create(graph);
    VariableStore variables = new VariableStore(tf.withSubScope("variables"), 0);
    SegmentingNetwork<?> network = config.model().build(ModelScope.root(variables));
    this.predictor = SegmenterPredictor.add(tf.withSubScope("answer"), network, config);
    CheckpointOps restore = new CheckpointOps(tf, variables.all());
    this.session = new Session(graph);
    restore.restore(session, Checkpoint.prefix(checkpoint));
  }

  /**
   * As the newest checkpoint has it.
   *
   * @throws IllegalArgumentException if the run trains no segmenter, or has no checkpoint yet
   */
  public static TrainedSegmenter newest(RunDirectory run) {
    if (run.config() instanceof SegmenterConfig config) {
      return new TrainedSegmenter(config, run.newestCheckpoint());
    }
    throw new IllegalArgumentException(
        "%s is a run of densesiam %s, which trains no segmenter; name one of segment or finetune"
            .formatted(run.path(), run.config().job()));
  }

  public SegmenterConfig config() {
    return config;
  }

  /** The checkpoint's folder. */
  public Path checkpoint() {
    return checkpoint;
  }

  /** What it answers. */
  public LabelPredictor predictor() {
    return predictor.in(session);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
