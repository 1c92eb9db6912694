package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A checkpoint that was written completely.
 *
 * @param step steps done
 * @param path its folder
 * @param took how long training stood still for it
 */
public record CheckpointReport(long step, Path path, Duration took) {
  public CheckpointReport {
    checkArgument(step >= 0, "step must not be negative: %s", step);
    checkArgument(!took.isNegative(), "took must not be negative: %s", took);
  }
}
