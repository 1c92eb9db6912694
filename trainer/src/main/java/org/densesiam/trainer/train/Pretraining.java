package org.densesiam.trainer.train;

import org.densesiam.data.pipeline.RecordSource;
import org.densesiam.data.shard.ScanProgress;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.log.RunEnd;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.run.RunDirectory;
import org.tensorflow.proto.GraphDef;

/** A pre-training run from shards to its last checkpoint, measured on held-out images. */
public final class Pretraining {
  private final TrainingRun<PretrainConfig> run;

  private Pretraining(TrainingRun<PretrainConfig> run) {
    this.run = run;
  }

  /**
   * Opens the data, reads all of it once to prove it whole, and makes the run directory.
   *
   * @throws IllegalArgumentException if the data or the directory are not as they must be; no run
   *     is begun then
   */
  public static Pretraining prepare(RunOrder<PretrainConfig> order, ScanProgress progress) {
    return new Pretraining(TrainingRun.prepare(order, ConfigYaml.PRETRAIN, progress));
  }

  /** The run's directory. */
  public RunDirectory directory() {
    return run.directory();
  }

  /** The run's configuration. */
  public PretrainConfig config() {
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
    return run.heldOut().map(this::heldOutWork).orElse(SideWork.NONE);
  }

  private SideWork.Maker heldOutWork(ShardSet heldOut) {
    return (tf, training) ->
        new HeldOutWork(
            tf, training, RecordSource.of(heldOut), run.config(), run.directory().heldOutFile());
  }
}
