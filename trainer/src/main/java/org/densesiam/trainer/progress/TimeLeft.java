package org.densesiam.trainer.progress;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a task goes on, by its speed so far. What comes first says nothing of that: TensorFlow
 * traces and compiles the first steps, which take a hundred times as long as others.
 */
final class TimeLeft {
  /** The shortest time that a speed is judged by. */
  private static final Duration MIN_JUDGED = Duration.ofSeconds(1);

  private final Stopwatch sinceStart;
  private final long total;
  private final long judgedFrom; // units
  private boolean isJudging;
  private long judgedUnits; // done before judging began
  private Duration judgedTime = Duration.ZERO; // when judging began
  private Optional<Duration> end = Optional.empty(); // expected, since the start

  /**
   * Of a task that starts now.
   *
   * @param total units when all is done
   * @param from units that were done before
   * @param warmUp units after these that are slower than the rest
   */
  TimeLeft(long total, long from, long warmUp, Ticker ticker) {
    this.sinceStart = Stopwatch.createStarted(ticker);
    this.total = total;
    this.judgedFrom = from + warmUp;
    this.judgedUnits = from;
    this.isJudging = warmUp == 0;
  }

  /** Judges anew. */
  synchronized void update(long done) {
    Duration now = elapsed();
    if (!isJudging && done >= judgedFrom) {
      isJudging = true;
      judgedUnits = done;
      judgedTime = now;
    }
    Duration judged = now.minus(judgedTime);
    if (isJudging && done > judgedUnits && judged.compareTo(MIN_JUDGED) >= 0) {
      double share = (total - done) / (double) (done - judgedUnits);
      end = Optional.of(now.plusMillis(Math.round(judged.toMillis() * share)));
    }
  }

  /** Since the start. */
  Duration elapsed() {
    return sinceStart.elapsed();
  }

  /** From now on, 0 at least; empty while there is nothing to judge by. */
  synchronized Optional<Duration> left() {
    Duration now = elapsed();
    return end.map(at -> at.compareTo(now) > 0 ? at.minus(now) : Duration.ZERO);
  }

  /** {@code 0:02:05}. */
  static String clock(Duration duration) {
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
