package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param outcome what became of it
 * @param step steps done
 * @param wallTime since {@link TrainingListener#onStart}, this process only
 * @param reason one sentence: the failure, or the signal that stopped it; empty when completed
 */
public record RunEnd(Outcome outcome, long step, Duration wallTime, Optional<String> reason) {
  /** What became of a run. */
  public enum Outcome {
    /** All steps are done. */
    COMPLETED,
    /** Stopped by a signal with a checkpoint; can be resumed. */
    STOPPED,
    /** An error ended it; can be resumed from its last checkpoint. */
    FAILED
  }

  public RunEnd {
    checkArgument(step >= 0, "step must not be negative: %s", step);
    checkArgument(!wallTime.isNegative(), "wallTime must not be negative: %s", wallTime);
    checkArgument(
        (outcome == Outcome.COMPLETED) == reason.isEmpty(),
        "a run that is %s has %s reason",
        outcome,
        outcome == Outcome.COMPLETED ? "no" : "a");
  }
}
