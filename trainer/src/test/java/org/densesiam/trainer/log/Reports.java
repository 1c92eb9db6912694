package org.densesiam.trainer.log;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;
import org.densesiam.trainer.config.Job;

/** Reports of a run of 100 steps in 10 epochs, for tests. */
public final class Reports {
  private Reports() {}

  public static RunEvent.Start start(Path directory, long resumedStep) {
    return new RunEvent.Start(Job.PRETRAIN, directory, resumedStep, 100, 10, 16);
  }

  public static RunEvent.Step step(long step) {
    return step(step, ImmutableMap.of(ScalarNames.LOSS_TOTAL, -step / 128.0));
  }

  public static RunEvent.Step step(long step, ImmutableMap<String, Double> scalars) {
    Instant time = Instant.parse("2026-01-02T03:04:05.123456Z").plusSeconds(step);
    return new RunEvent.Step(step, 100, (int) ((step - 1) / 10), 10, scalars, time);
  }
}
