package org.densesiam.trainer.progress;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Plain lines for logs: the first update, then one at most every ten seconds, then the last.
 *
 * <pre>pretrain: 120/280 steps (42 %), loss -0.5312, 34.1 images/s, 0:02:05 left</pre>
 */
final class LineProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PrintStream out;
  private final String task;
  private final String unit;
  private final long total;
  private final long from;
  private final Stopwatch sinceStart;
  private @Nullable Duration lastLine;

  LineProgress(PrintStream out, String task, String unit, long total, long from, Ticker ticker) {
    this.out = out;
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.from = from;
    this.sinceStart = Stopwatch.createStarted(ticker);
  }

  @Override
  public void update(long done, String detail) {
    Duration elapsed = sinceStart.elapsed();
    boolean due = lastLine == null || elapsed.minus(lastLine).compareTo(INTERVAL) >= 0;
    if (due || done == total) {
      lastLine = elapsed;
      out.println(line(done, detail, elapsed));
    }
  }

  @Override
  public void close() {
    out.flush();
  }

  private String line(long done, String detail, Duration elapsed) {
    String counted =
        "%s: %d/%d %s (%d %%)"
            .formatted(task, done, total, unit, total == 0 ? 100 : 100 * done / total);
    return counted + (detail.isEmpty() ? "" : ", " + detail) + ", " + timeLeft(done, elapsed);
  }

  private String timeLeft(long done, Duration elapsed) {
    if (done >= total) {
      return "took " + clock(elapsed);
    }
    if (done <= from) {
      return "time left unknown";
    }
    double share = (total - done) / (double) (done - from);
    return clock(Duration.ofMillis(Math.round(elapsed.toMillis() * share))) + " left";
  }

  private static String clock(Duration duration) {
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
