package org.densesiam.trainer.train;

import java.util.function.Function;
import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.log.LogListener;
import org.densesiam.trainer.log.MetricsWriter;
import org.densesiam.trainer.log.ProgressListener;
import org.densesiam.trainer.log.RunLog;
import org.densesiam.trainer.log.TensorBoardWriter;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;

/** Who listens to every run. */
public final class RunListeners {
  private RunListeners() {}

  /**
   * Does something with everybody listening and the run's log open.
   *
   * @param work given the listener, which is closed after it
   */
  public static <X> X during(
      RunDirectory directory, ProgressDisplay display, Function<TrainingListener, X> work) {
    try (RunLog log = RunLog.open(directory.logFile());
        TrainingListener listener = of(directory, display)) {
      return work.apply(listener);
    }
  }

  /** Metrics file, TensorBoard, log and progress of a run; to be closed. */
  public static TrainingListener of(RunDirectory directory, ProgressDisplay display) {
    return CompositeListener.of(
        new MetricsWriter(directory.metricsFile()),
        new TensorBoardWriter(directory.events()),
        new LogListener(),
        new ProgressListener(display));
  }
}
