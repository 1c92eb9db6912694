package org.densesiam.trainer.log;

import java.util.Locale;
import java.util.Optional;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far training is: steps, epoch, loss, images a second, time left, skipped records. What
 * is measured before the first step has a progress of its own; what is measured later, while steps
 * stand still, is said beside theirs.
 */
public final class ProgressListener implements TrainingListener {
  /** TensorFlow traces and compiles these. */
  private static final int SLOW_STEPS = 3;

  private final ProgressDisplay display;
  private Optional<RunEvent.Start> start = Optional.empty();
  private String measured = ""; // what the current progress is of, if not of steps
  private long lastStep;
  private String lastDetail = "";
  private @Nullable Progress progress; // the one that is shown

  /** On {@code display}. */
  public ProgressListener(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Start begun) {
      start = Optional.of(begun);
    } else if (event instanceof RunEvent.Measuring measuring) {
      show(measuring);
    } else if (event instanceof RunEvent.StepsBegin) {
      beginSteps();
    } else if (event instanceof RunEvent.Step step) {
      show(step);
    } else if (event instanceof RunEvent.End) {
      if (progress != null && lastStep > 0) {
        progress.update(lastStep, lastDetail); // what was measured last is over
      }
      close();
    }
  }

  private void show(RunEvent.Step step) {
    if (start.isPresent()) {
      beginSteps();
    }
    if (progress != null) {
      lastStep = step.step();
      lastDetail = detail(step);
      progress.update(lastStep, lastDetail);
    }
  }

  private void show(RunEvent.Measuring measuring) {
    String counted = " %d/%d images".formatted(measuring.done(), measuring.total());
    if (start.isEmpty() && progress != null) {
      progress.update(lastStep, measuring.what() + counted);
      return;
    }
    if (!measured.equals(measuring.what())) {
      close();
      measured = measuring.what();
      progress = display.start(measured, "images", measuring.total());
    }
    if (progress != null) {
      progress.update(measuring.done(), "");
    }
  }

  private void beginSteps() {
    close();
    start.ifPresent(
        begun -> {
          lastStep = begun.resumedStep();
          progress =
              display.start(
                  begun.job().toString(), "steps", begun.totalSteps(), lastStep, SLOW_STEPS);
        });
    start = Optional.empty();
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
