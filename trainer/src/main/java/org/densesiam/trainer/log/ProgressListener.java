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
  public void onStart(RunStart start) {
    progress = display.start(start.job().key(), "steps", start.totalSteps(), start.resumedStep());
  }

  @Override
  public void onStep(StepReport report) {
    if (progress != null) {
      progress.update(report.step(), detail(report));
    }
  }

  @Override
  public void onEnd(RunEnd end) {
    close();
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }

  private static String detail(StepReport report) {
    StringBuilder detail =
        new StringBuilder("epoch %d/%d".formatted(report.epoch() + 1, report.epochs()));
    append(detail, report, ScalarNames.LOSS_TOTAL, ", loss %.4f");
    append(detail, report, ScalarNames.IMAGES_PER_SECOND, ", %.1f images/s");
    if (report.scalars().getOrDefault(ScalarNames.SKIPPED_RECORDS, 0.0) > 0) {
      append(detail, report, ScalarNames.SKIPPED_RECORDS, ", %.0f skipped");
    }
    return detail.toString();
  }

  private static void append(StringBuilder detail, StepReport report, String name, String format) {
    @Nullable Double value = report.scalars().get(name);
    if (value != null) {
      detail.append(String.format(Locale.ROOT, format, value));
    }
  }
}
