package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.tensorflow.proto.GraphDef;

/** A segmentation run from shards to its last checkpoint, evaluated on labelled images. */
public final class Segmentation {
  private final TrainingRun<SegmentConfig> run;

  private Segmentation(TrainingRun<SegmentConfig> run) {
    this.run = run;
  }

  /**
   * Opens the data, reads all of it once to prove it whole, and makes the run directory.
   *
   * @param weights to start from, proved to fit, under the network's names; what they lack starts
   *     as the seed has it
   * @throws IllegalArgumentException if the data or the directory are not as they must be; no run
   *     is begun then
   */
  public static Segmentation prepare(
      RunOrder<SegmentConfig> order, Optional<NamedArrays> weights, ScanProgress progress) {
    checkArgument(
        weights.isEmpty() || !order.resume(),
        "--backbone cannot be given with --resume: a run goes on with its own weights");
    return new Segmentation(
        order.resume()
            ? TrainingRun.prepare(order, ConfigYaml.SEGMENT, progress)
            : TrainingRun.begin(order, weights, progress));
  }

  /** The run's directory. */
  public RunDirectory directory() {
    return run.directory();
  }

  /** The run's configuration. */
  public SegmentConfig config() {
    return run.config();
  }

  /** The graph that {@link #run} trains with: what a device must have kernels for. */
  public GraphDef graph() {
    return run.graph(sideWork());
  }

  /**
   * Trains to the end, or until asked to stop.
   *
   * @param listener told of everything; not closed
   * @throws IllegalStateException if another process trains here, a loss is not finite, or too many
   *     records cannot be decoded
   */
  public RunEnd run(TrainingListener listener, StopSignal stop) {
    return run.run(sideWork(), listener, stop);
  }

  private SideWork.Maker sideWork() {
    return run.heldOut().map(this::evaluationWork).orElse(SideWork.NONE);
  }

  private SideWork.Maker evaluationWork(ShardSet images) {
    return (tf, training) ->
        new EvaluationWork(tf, training, images, run.config(), run.directory().evaluation());
  }
}
