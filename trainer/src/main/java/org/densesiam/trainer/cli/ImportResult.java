package org.densesiam.trainer.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.densesiam.data.PrintableText;
import org.densesiam.data.prepare.ShardImport;
import org.densesiam.data.shard.Manifest;
import org.densesiam.data.shard.Manifest.Repairs;
import org.densesiam.data.source.ImageSource;
import org.densesiam.trainer.machine.Program;

/**
 * What an import came to, for a person.
 *
 * @param imagesDone images read by this run; 0 if all was there already
 * @param elapsed of the whole command
 */
record ImportResult(
    ImageSource source, ShardImport.Summary summary, long imagesDone, Duration elapsed) {
  /** Names of folders with images that are not for training. */
  private static final ImmutableSet<String> TO_JUDGE_BY =
      ImmutableSet.of("val", "valid", "validation", "test", "eval");

  void print(PrintWriter out) {
    line(out, "Source", "%s", source.explanation());
    images(out);
    Manifest manifest = summary.manifest();
    line(out, "Labels", "%s", labels(manifest));
    line(
        out,
        "Shards",
        "%d in %s, %s%s",
        manifest.shards().size(),
        summary.folder(),
        ByteSizeConverter.format(manifest.bytes()),
        kept());
    line(out, "Time", "%s", time());
    next(out);
  }

  private static String labels(Manifest manifest) {
    return manifest
        .pixelClasses()
        .map(classes -> "a class for each pixel, of " + classes.size())
        .orElseGet(
            () -> manifest.classes().isEmpty() ? "none" : manifest.classes().size() + " classes");
  }

  private void images(PrintWriter out) {
    Manifest manifest = summary.manifest();
    line(out, "Images", "%d found, %d written", manifest.source().images(), manifest.records());
    if (summary.rejected() > 0) {
      line(
          out,
          "",
          "%d rejected: %s; see %s",
          summary.rejected(),
          reasons(),
          summary.rejectedFile());
    }
    Repairs repairs = manifest.repaired();
    if (repairs.cmykToRgb() > 0) {
      line(out, "", "%d CMYK, written as RGB", repairs.cmykToRgb());
    }
    if (repairs.turned() > 0) {
      line(out, "", "%d turned as their EXIF orientation says", repairs.turned());
    }
    if (repairs.misnamed() > 0) {
      line(out, "", "%d of another format than their names say, kept", repairs.misnamed());
    }
    if (summary.ignoredFiles() > 0) {
      line(out, "", "%d other files, not read", summary.ignoredFiles());
    }
  }

  private String reasons() {
    return summary.manifest().rejected().entrySet().stream()
        .map(e -> e.getValue() + " " + Ascii.toLowerCase(e.getKey().name()).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private String kept() {
    if (imagesDone == 0) {
      return ", all there already";
    }
    return summary.keptShards() == 0
        ? ""
        : ", %d of them from an earlier run".formatted(summary.keptShards());
  }

  private String time() {
    double seconds = elapsed.toMillis() / 1e3;
    String total = String.format(Locale.ROOT, "%.1f s", seconds);
    return imagesDone == 0
        ? total
        : total + String.format(Locale.ROOT, ", %.0f images/s", imagesDone / seconds);
  }

  private void next(PrintWriter out) {
    Path data = summary.folder();
    boolean labelled = summary.manifest().pixelClasses().isPresent();
    if (labelled && TO_JUDGE_BY.contains(Ascii.toLowerCase(data.getFileName().toString()))) {
      line(
          out,
          "Next",
          "%s",
          Program.command("evaluate", "--run", "runs/segment", "--eval-data", data));
      return;
    }
    line(out, "Next", "%s", Program.command("preview", "--data", data));
    line(
        out,
        "",
        "%s",
        Program.command("pretrain", "--preset", "laptop", "--data", data, "--run", "runs/first"));
    if (labelled) {
      line(
          out,
          "",
          "%s",
          Program.command(
              "segment", "--preset", "laptop", "--data", data, "--run", "runs/segment"));
      line(
          out, "", "%s", Program.command("evaluate", "--run", "runs/segment", "--eval-data", data));
    }
  }

  @FormatMethod
  private static void line(
      PrintWriter out, String label, @FormatString String format, Object... values) {
    out.printf("%-12s %s%n", label, PrintableText.of(format.formatted(values)));
  }
}
