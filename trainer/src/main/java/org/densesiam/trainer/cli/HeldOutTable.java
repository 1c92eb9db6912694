package org.densesiam.trainer.cli;

import java.io.PrintWriter;
import org.densesiam.trainer.run.HeldOutResult;

/** Losses and meters on held-out images, before and after training, as a table. */
final class HeldOutTable {
  private HeldOutTable() {}

  static void print(HeldOutResult result, PrintWriter out) {
    out.printf(
        "%-28s %10s %10s%n", "On " + result.images() + " held-out images", "before", "after");
    result
        .before()
        .forEach(
            (name, before) -> {
              Double after = result.after().get(name);
              out.printf(
                  "  %-26s %10.4f %10s%n",
                  name, before, after == null ? "-" : "%.4f".formatted(after));
            });
  }
}
