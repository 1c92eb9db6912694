package org.densesiam.trainer.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on one line that changes: task, share, units, time gone and left, detail. */
final class BarProgress implements Progress {
  /**
   * Fits every terminal. Not the library's default, which asks a terminal object that may take the
   * signals of {@link org.densesiam.trainer.machine.StopSignal}.
   */
  private static final int WIDTH_CHARACTERS = 100;

  private static final int REFRESH_MILLIS = 500;

  private final LineOnce line;
  private final ProgressBar bar;

  BarProgress(PrintStream out, String task, String unit, long total, long from) {
    line = new LineOnce(out);
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" " + unit, 1)
            .setInitialMax(total)
            .startsFrom(from, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII) // every locale can show it
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(line)
            .build();
  }

  @Override
  public void update(long done, String detail) {
    bar.stepTo(done);
    bar.setExtraMessage(" " + detail);
  }

  @Override
  public void close() {
    bar.close();
    line.close(); // the library forgets to when the bar was never drawn
  }

  /** Ends its line once. */
  private static final class LineOnce extends ConsoleProgressBarConsumer {
    private boolean ended;

    LineOnce(PrintStream out) {
      super(out, WIDTH_CHARACTERS);
    }

    @Override
    public synchronized void close() {
      if (!ended) {
        ended = true;
        super.close();
      }
    }
  }
}
