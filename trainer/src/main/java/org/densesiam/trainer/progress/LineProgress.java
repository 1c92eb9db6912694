package org.densesiam.trainer.progress;

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
  private final TimeLeft time;
  private @Nullable Duration lastLine;
  private boolean ended; // the last line is written

  LineProgress(PrintStream out, String task, String unit, long total, TimeLeft time) {
    this.out = out;
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.time = time;
  }

  @Override
  public void update(long done, String detail) {
    Duration elapsed = time.elapsed();
    time.update(done);
    boolean due = lastLine == null || elapsed.minus(lastLine).compareTo(INTERVAL) >= 0;
    if (!ended && (due || done >= total)) {
      lastLine = elapsed;
      ended = done >= total;
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
      return "took " + TimeLeft.clock(elapsed);
    }
    return time.left()
        .map(left -> TimeLeft.clock(left) + " left")
        .orElseGet(() -> TimeLeft.clock(elapsed) + " elapsed");
  }
}
