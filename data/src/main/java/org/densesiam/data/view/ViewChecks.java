package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

/** What all configurations of views demand of their values. */
final class ViewChecks {
  private static final int MIN_SIDE_PX = 8;

  private ViewChecks() {}

  /** Fails unless a view has a few pixels. */
  static void checkSizePx(int sizePx) {
    checkArgument(
        sizePx >= MIN_SIDE_PX, "sizePx must be at least %s pixels: %s", MIN_SIDE_PX, sizePx);
  }

  /** Fails unless a chance is in {@code [0, 1]}. */
  static void checkFlipProbability(double flipProbability) {
    checkArgument(
        flipProbability >= 0 && flipProbability <= 1,
        "flipProbability must be in [0, 1]: %s",
        flipProbability);
  }
}
