package org.densesiam.trainer.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.densesiam.trainer.log.RunEvent;

/**
 * {@code end.json}: how the process that trained last ended.
 *
 * @param outcome what became of the run
 * @param step steps done, of which the last checkpoint is
 * @param time when it ended
 * @param wallTime how long the process trained, in JSON in seconds
 * @param reason why, unless all steps are done
 */
public record RunEnd(
    RunEvent.End.Outcome outcome,
    long step,
    Instant time,
    Duration wallTime,
    Optional<String> reason) {

  public RunEnd {
    requireNonNull(outcome, "outcome");
    requireNonNull(time, "time");
    requireNonNull(wallTime, "wallTime");
    requireNonNull(reason, "reason");
  }

  /** An end of just now. */
  public static RunEnd now(RunEvent.End end) {
    return new RunEnd(end.outcome(), end.step(), Instant.now(), end.wallTime(), end.reason());
  }

  /** The same without its time. */
  public RunEvent.End event() {
    return new RunEvent.End(outcome, step, wallTime, reason);
  }
}
