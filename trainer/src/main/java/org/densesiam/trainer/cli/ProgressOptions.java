package org.densesiam.trainer.cli;

import org.densesiam.trainer.progress.ProgressDisplay;
import picocli.CommandLine.Option;

/** Options of commands that take long; add them by {@code @Mixin}. */
final class ProgressOptions {
  @Option(
      names = "--no-progress",
      description = "Print plain lines instead of a bar, as is done without a terminal.")
  private boolean noProgress;

  /** On stderr, as asked and as the terminal allows. */
  ProgressDisplay display() {
    return ProgressDisplay.onStderr(!noProgress);
  }
}
