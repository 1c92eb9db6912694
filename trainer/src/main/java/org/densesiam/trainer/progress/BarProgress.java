package org.densesiam.trainer.progress;

import com.google.common.base.Strings;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar on one line that changes.
 *
 * <pre>pretrain  50 % [=====     ] 640/1280 steps, 0:00:54 elapsed, 0:00:47 left, loss -0.5312
 * </pre>
 */
final class BarProgress implements Progress {
  private static final int REFRESH_MILLIS = 500;
  private static final int MIN_BAR_CHARACTERS = 10;
  private static final int MAX_BAR_CHARACTERS = 40;

  private final int widthCharacters;
  private final String unit;
  private final TimeLeft time;
  private final LineOnce line;
  private final ProgressBar bar;
  private boolean closed;

  BarProgress(
      PrintStream out, int widthCharacters, String task, String unit, long total, TimeLeft time) {
    this.widthCharacters = widthCharacters;
    this.unit = unit;
    this.time = time;
    line = new LineOnce(out, widthCharacters);
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setRenderer((state, maxLength) -> render(state))
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(line)
            .build();
  }

  @Override
  public void update(long done, String detail) {
    time.update(done);
    bar.stepTo(done);
    bar.setExtraMessage(detail);
  }

  @Override
  public void close() {
    if (!closed) { // or the library would draw it once more
      closed = true;
      bar.close();
      line.close(); // the library forgets to when the bar was never drawn
    }
  }

  /** In plain characters, which every locale can show. */
  private String render(ProgressState state) {
    long total = state.getMax();
    long done = Math.min(state.getCurrent(), total);
    String begin =
        "%s %3d %% [".formatted(state.getTaskName(), total == 0 ? 100 : 100 * done / total);
    String counted = "] %d/%d %s, %s".formatted(done, total, unit, times(done >= total));
    String detail = state.getExtraMessage().isBlank() ? "" : ", " + state.getExtraMessage();
    // One character stays free: some terminals begin a new line behind the last one.
    int free = widthCharacters - 1 - begin.length() - counted.length() - detail.length();
    int barCharacters = Math.max(MIN_BAR_CHARACTERS, Math.min(MAX_BAR_CHARACTERS, free));
    int filled = total == 0 ? barCharacters : (int) (barCharacters * done / total);
    String drawn = Strings.repeat("=", filled) + Strings.repeat(" ", barCharacters - filled);
    return cut(begin + drawn + counted + detail);
  }

  private String times(boolean isDone) {
    String elapsed = TimeLeft.clock(time.elapsed()) + " elapsed";
    return isDone
        ? elapsed
        : time.left().map(left -> elapsed + ", " + TimeLeft.clock(left) + " left").orElse(elapsed);
  }

  private String cut(String text) {
    return text.substring(0, Math.min(text.length(), widthCharacters - 1));
  }

  /** Ends its line once. */
  private static final class LineOnce extends ConsoleProgressBarConsumer {
    private boolean ended;

    LineOnce(PrintStream out, int widthCharacters) {
      // Not the library's width, which asks a terminal object that may take the signals of
      // machine.StopSignal.
      super(out, widthCharacters);
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
