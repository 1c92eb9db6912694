package org.densesiam.trainer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.densesiam.trainer.eval.ScoreTable;
import org.densesiam.trainer.probe.ProbeResult;

/**
 * What a probe found, for a person; shares as per cent.
 *
 * @param folder where its files are
 */
record ProbeTable(ProbeResult result, Path folder) {

  void print(PrintWriter out) {
    out.printf("%-14s %s%n", "Probe", result.order().task().toString());
    out.printf("%-14s %s%n", "Features", result.network());
    out.printf("%-14s %d%n", "Learned from", result.trainingFeatures());
    result
        .segmentation()
        .ifPresent(summary -> new ScoreTable(summary).lines().forEach(out::println));
    result.classification().ifPresent(accuracy -> print(accuracy, out));
    out.printf("%-14s %s%n", "Written to", folder);
  }

  private static void print(ProbeResult.TopAccuracy accuracy, PrintWriter out) {
    out.printf("%-14s %d of %d classes%n", "Images", accuracy.images(), accuracy.classes());
    out.printf(Locale.ROOT, "%-14s %.1f%n", "Top-1", 100 * accuracy.top1());
    out.printf(Locale.ROOT, "%-14s %.1f%n", "Top-5", 100 * accuracy.top5());
  }
}
