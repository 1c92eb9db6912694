package org.densesiam.trainer.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as they stand in sentences. */
final class Words {
  private static final String MINUS = "\u2212";

  private Words() {}

  /** Three decimals: losses, cosines, shares. */
  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replace("-", MINUS);
  }

  /** Whole numbers with separators from 100 on, one decimal below. */
  static String rate(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.1f", value);
  }

  /** Of a share: one decimal, as everywhere in a report. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace("-", MINUS);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 2 h 05 min}, {@code 3 min 12 s} or {@code 8 s}. */
  static String duration(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    if (seconds >= 3600) {
      return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
    return seconds >= 60
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : seconds + " s";
  }
}
