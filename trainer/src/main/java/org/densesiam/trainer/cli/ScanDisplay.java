package org.densesiam.trainer.cli;

import org.densesiam.data.shard.ScanProgress;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.jspecify.annotations.Nullable;

/** Shows how far the check of the shards is, once it is known how long it takes. */
final class ScanDisplay implements ScanProgress, AutoCloseable {
  private final ProgressDisplay display;
  private @Nullable Progress progress;

  ScanDisplay(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void scanned(long records, long recordsTotal) {
    if (progress == null) {
      progress = display.start("Checking shards", "records", recordsTotal);
    }
    progress.update(records, "");
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
