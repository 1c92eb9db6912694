package org.densesiam.trainer.log;

import java.util.Locale;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.jspecify.annotations.Nullable;

/** Shows how far training is: steps, epoch, loss, images a second, time left, skipped records. */
public final class ProgressListener implements TrainingListener {
  private final ProgressDisplay display;
  private @Nullable Progress progress; // from onStart on

  /** On {@code display}. */
  public ProgressListener(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Start start) {
      progress =
          display.start(start.job().toString(), "steps", start.totalSteps(), start.resumedStep());
    } else if (event instanceof RunEvent.Step step && progress != null) {
      progress.update(step.step(), detail(step));
    } else if (event instanceof RunEvent.End) {
      close();
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private static String detail(RunEvent.Step report) {
    StringBuilder detail =
        new StringBuilder("epoch %d/%d".formatted(report.epoch() + 1, report.epochs()));
    append(detail, report, ScalarNames.LOSS_TOTAL, ", loss %.4f");
    append(detail, report, ScalarNames.IMAGES_PER_SECOND, ", %.1f images/s");
    if (report.scalars().getOrDefault(ScalarNames.SKIPPED_RECORDS, 0.0) > 0) {
      append(detail, report, ScalarNames.SKIPPED_RECORDS, ", %.0f skipped");
    }
    return detail.toString();
  }

  private static void append(
      StringBuilder detail, RunEvent.Step report, String name, String format) {
    @Nullable Double value = report.scalars().get(name);
    if (value != null) {
      detail.append(String.format(Locale.ROOT, format, value));
    }
  }
}
