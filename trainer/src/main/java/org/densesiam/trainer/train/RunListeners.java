package org.densesiam.trainer.train;

import org.densesiam.trainer.log.CompositeListener;
import org.densesiam.trainer.log.LogListener;
import org.densesiam.trainer.log.MetricsWriter;
import org.densesiam.trainer.log.ProgressListener;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.RunLog;
import org.densesiam.trainer.log.TensorBoardWriter;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.densesiam.trainer.run.RunDirectory;

/** Who listens to every run. */
public final class RunListeners {
  private RunListeners() {}

  /** Trains with everybody listening and the run's log open. */
  public static RunEvent.End train(TrainingRun run, ProgressDisplay display, StopSignal stop) {
    try (RunLog log = RunLog.open(run.directory().logFile());
        TrainingListener listener = of(run, display)) {
      return run.run(listener, stop);
    }
  }

  /** Metrics file, TensorBoard, log and progress of a run; to be closed. */
  private static TrainingListener of(TrainingRun run, ProgressDisplay display) {
    RunDirectory directory = run.directory();
    return CompositeListener.of(
        new MetricsWriter(directory.metricsFile()),
        new TensorBoardWriter(directory.events(), run.config()),
        new LogListener(),
        new ProgressListener(display));
  }
}
