package org.densesiam.trainer.report;

import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.log.RunEvent;

/** How a run came to stand still. */
public sealed interface RunEnding {

  /** Its process said so. */
  record Told(RunEvent.End end) implements RunEnding {
    @Override
    public String word() {
      return Spelling.of(end.outcome());
    }

    @Override
    public String sentence() {
      String done =
          "%s steps in %s".formatted(Words.count(end.step()), Words.duration(end.wallTime()));
      return switch (end.outcome()) {
        case COMPLETED -> "Completed: " + done + ".";
        case STOPPED -> "Stopped after " + done + "; it can be resumed.";
        case FAILED -> "Failed after " + done + ": " + end.reason().orElse("") + ".";
      };
    }
  }

  /**
   * Its process said nothing: it was killed, or of an earlier version.
   *
   * @param step of the newest checkpoint; 0 if there is none
   * @param complete whether that has all epochs
   */
  record Untold(long step, boolean complete) implements RunEnding {
    @Override
    public String word() {
      return complete ? "completed" : "interrupted";
    }

    @Override
    public String sentence() {
      return complete
          ? "Completed: %s steps.".formatted(Words.count(step))
          : "Interrupted after step %s; it can be resumed.".formatted(Words.count(step));
    }
  }

  /** In a word, for a badge. */
  String word();

  /** In a sentence. */
  String sentence();
}
