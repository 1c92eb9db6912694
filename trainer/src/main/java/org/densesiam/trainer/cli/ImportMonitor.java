package org.densesiam.trainer.cli;

import com.google.common.base.Stopwatch;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.jspecify.annotations.Nullable;

/** Between an import and its user: shows how far it is, and stops it when asked to. */
final class ImportMonitor implements ShardImport.Progress, AutoCloseable {
  private final ProgressDisplay display;
  private final StopSignal stop;
  private final Stopwatch stopwatch = Stopwatch.createUnstarted();
  private @Nullable Progress checking; // from the first label file to the first image
  private @Nullable Progress progress; // from the first image on
  private long imagesAtStart;
  private long imagesDone;

  ImportMonitor(ProgressDisplay display, StopSignal stop) {
    this.display = display;
    this.stop = stop;
  }

  /** Thrown into an import to stop it. */
  static final class StoppedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient StopSignal.Request request;

    StoppedException(StopSignal.Request request) {
      super("Stopped by " + request.signalName());
      this.request = request;
    }

    StopSignal.Request request() {
      return request;
    }
  }

  @Override
  public void checkedLabels(long done, long total) {
    if (checking == null) {
      checking = display.start("check labels", "files", total, done);
    }
    checking.update(done, "");
    stopIfAsked();
  }

  @Override
  public void advanced(ImportCounts counts) {
    if (progress == null) {
      endChecking();
      stopwatch.start();
      imagesAtStart = counts.imagesDone();
      // The first image is no measure of speed: TensorFlow starts with it.
      progress = display.start("import", "images", counts.imagesTotal(), imagesAtStart);
    }
    imagesDone++;
    progress.update(counts.imagesDone(), detail(counts));
    stopIfAsked();
  }

  private void stopIfAsked() {
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
    endChecking();
    if (progress != null) {
      progress.close();
    }
  }

  private void endChecking() {
    if (checking != null) {
      checking.close();
      checking = null;
    }
  }

  private String detail(ImportCounts counts) {
    List<String> parts = new ArrayList<>();
    parts.add(ByteSizeConverter.format(counts.bytesDone()));
    if (counts.rejected() > 0) {
      parts.add(counts.rejected() + " rejected");
    }
    double seconds = stopwatch.elapsed().toMillis() / 1e3;
    if (seconds >= 1) {
      parts.add("%.0f images/s".formatted((counts.imagesDone() - imagesAtStart) / seconds));
    }
    return String.join(", ", parts);
  }
}
