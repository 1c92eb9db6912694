package org.densesiam.trainer.cli;

import com.google.common.base.Stopwatch;
import java.io.Serial;
import java.time.Duration;
import org.densesiam.data.prepare.ImportProgress;
import org.densesiam.trainer.log.Progress;
import org.densesiam.trainer.log.ProgressDisplay;
import org.densesiam.trainer.run.StopRequest;
import org.densesiam.trainer.run.StopSignal;
import org.jspecify.annotations.Nullable;

/** Between an import and its user: shows how far it is, and stops it when asked to. */
final class ImportMonitor implements ImportProgress, AutoCloseable {
  private final ProgressDisplay display;
  private final StopSignal stop;
  private final Stopwatch stopwatch = Stopwatch.createUnstarted();
  private @Nullable Progress progress; // from the first image on
  private long imagesBefore;
  private long imagesDone;

  ImportMonitor(ProgressDisplay display, StopSignal stop) {
    this.display = display;
    this.stop = stop;
  }

  /** Thrown into an import to stop it. */
  static final class StoppedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient StopRequest request;

    StoppedException(StopRequest request) {
      super("Stopped by " + request.signalName());
      this.request = request;
    }

    StopRequest request() {
      return request;
    }
  }

  @Override
  public void advanced(ImportCounts counts) {
    if (progress == null) {
      stopwatch.start();
      imagesBefore = counts.imagesDone() - 1; // of an earlier run
      progress = display.start("import", "images", counts.imagesTotal(), imagesBefore);
    }
    imagesDone = counts.imagesDone() - imagesBefore;
    progress.update(counts.imagesDone(), detail(counts));
    stop.request()
        .ifPresent(
            request -> {
              throw new StoppedException(request);
            });
  }

  /** Images read by this run; those of an earlier one are left out. */
  long imagesDone() {
    return imagesDone;
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private String detail(ImportCounts counts) {
    String rejected = counts.rejected() == 0 ? "" : ", %d rejected".formatted(counts.rejected());
    Duration elapsed = stopwatch.elapsed();
    // The first image opens the session and says nothing about speed.
    return elapsed.compareTo(Duration.ofSeconds(1)) < 0
        ? ByteSizeConverter.format(counts.bytesDone()) + rejected
        : "%s%s, %.0f images/s"
            .formatted(
                ByteSizeConverter.format(counts.bytesDone()),
                rejected,
                imagesDone / (elapsed.toMillis() / 1e3));
  }
}
