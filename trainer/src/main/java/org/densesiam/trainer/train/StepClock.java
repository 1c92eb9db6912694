package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import org.densesiam.trainer.log.ScalarNames;

/** Throughput and the share of time spent waiting for data, since they were last asked for. */
final class StepClock {
  private long sinceNanos = System.nanoTime();
  private long images;
  private double waitSeconds;

  /** Counts a step. */
  void add(int batchSize, double waited) {
    images += batchSize;
    waitSeconds += waited;
  }

  /** Counts time outside of steps in which there was no data: an epoch's start. */
  void addWait(double seconds) {
    waitSeconds += seconds;
  }

  /** Forgets the time since the last lap: it went into something else than steps. */
  void skip() {
    sinceNanos = System.nanoTime();
    images = 0;
    waitSeconds = 0;
  }

  /** The means since the last call, or since the beginning, and starts anew. */
  ImmutableMap<String, Double> lap() {
    long now = System.nanoTime();
    double seconds = Math.max(1e-9, (now - sinceNanos) / 1e9);
    ImmutableMap<String, Double> lap =
        ImmutableMap.of(
            ScalarNames.IMAGES_PER_SECOND,
            images / seconds,
            ScalarNames.WAIT_SHARE,
            Math.min(1, waitSeconds / seconds));
    skip();
    return lap;
  }
}
