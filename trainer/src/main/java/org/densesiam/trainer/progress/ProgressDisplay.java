package org.densesiam.trainer.progress;

import com.google.common.base.Ticker;
import java.io.PrintStream;

/**
 * Where and how progress is shown: on stderr, so that results on stdout stay clean, as a bar on a
 * terminal and as plain lines anywhere else.
 *
 * <p>Plain lines come when asked for ({@code --no-progress}), when the process has no terminal
 * (output into a file or a pipe, a scheduler) and when {@code TERM=dumb} says that it cannot move
 * its cursor. {@code NO_COLOR} changes nothing: neither form has colour.
 */
public final class ProgressDisplay {
  private final PrintStream out;
  private final boolean bars;

  private ProgressDisplay(PrintStream out, boolean bars) {
    this.out = out;
    this.bars = bars;
  }

  /**
   * On stderr.
   *
   * @param barsWanted false for plain lines even on a terminal
   */
  public static ProgressDisplay onStderr(boolean barsWanted) {
    return new ProgressDisplay(
        System.err, barsWanted && Terminal.movesItsCursor(System.console(), System.getenv()));
  }

  /** Plain lines, to where a test reads them. */
  public static ProgressDisplay ofLines(PrintStream out) {
    return new ProgressDisplay(out, false);
  }

  /** Bars, to where a test reads them. */
  static ProgressDisplay ofBars(PrintStream out) {
    return new ProgressDisplay(out, true);
  }

  /** Begins a task that starts from nothing. */
  public Progress start(String task, String unit, long total) {
    return start(task, unit, total, 0);
  }

  /**
   * Begins a task.
   *
   * @param task what is done, such as {@code pretrain}
   * @param unit what is counted, such as {@code steps}
   * @param total units when all is done
   * @param from units that were done before, and say nothing about speed
   */
  public Progress start(String task, String unit, long total, long from) {
    return start(task, unit, total, from, 0);
  }

  /**
   * Begins a task that takes a run-up.
   *
   * @param warmUp the first units after {@code from}, which are slower than the rest and say
   *     nothing about speed either
   */
  public Progress start(String task, String unit, long total, long from, long warmUp) {
    TimeLeft time = new TimeLeft(total, from, warmUp, Ticker.systemTicker());
    return bars
        ? new BarProgress(out, Terminal.columns(), task, unit, total, time)
        : new LineProgress(out, task, unit, total, time);
  }
}
