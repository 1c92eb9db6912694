package org.densesiam.trainer.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.densesiam.trainer.config.Spelling;

/** The fields of {@code report.mustache}. */
final class ReportPage {
  private final ReportInputs inputs;
  private final Headline headline;
  private final Curves curves;

  ReportPage(ReportInputs inputs) {
    this.inputs = inputs;
    this.headline = new Headline(inputs);
    this.curves = new Curves(new Metrics(inputs.steps()), inputs.job());
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("css", Report.resource("report.css"));
    fields.put("script", Report.resource("report.js"));
    fields.put("runName", inputs.runName());
    fields.put("job", jobInWords());
    inputs.notice().ifPresent(notice -> fields.put("notice", notice));
    inputs.learned().ifPresent(learned -> fields.put("learned", learned));
    inputs.end().ifPresent(end -> fields.put("outcome", end.word()));
    fields.put("headline", headline.sentence());
    fields.put("figures", headline.figures());
    fields.put("warnings", headline.warnings());
    putList(fields, "comparisons", comparisons());
    putList(fields, "scores", scores());
    fields.put("galleries", galleries());
    putList(fields, "losses", curves.losses());
    putList(fields, "health", curves.health());
    putList(fields, "machinery", curves.machinery());
    fields.put("smoothing", smoothing());
    putList(fields, "places", rows(inputs.places()));
    putList(fields, "nextCommands", rows(inputs.nextCommands()));
    putList(fields, "provenance", rows(inputs.provenance()));
    fields.put("config", inputs.configYaml().strip());
    return fields;
  }

  /** A list and, for its heading, whether it has anything. */
  private static void putList(Map<String, Object> fields, String name, ImmutableList<?> list) {
    fields.put(name, list);
    fields.put(name + "Any", !list.isEmpty());
  }

  private String jobInWords() {
    return switch (inputs.job()) {
      case PRETRAIN -> "pre-training";
      case SEGMENT -> "segmentation";
      case FINETUNE -> "supervised segmentation";
    };
  }

  private String smoothing() {
    int reach = curves.smoothingReach();
    return reach == 0
        ? "Every logged step is shown as it is."
        : String.format(
            Locale.ROOT,
            "Pale: every logged step. Bold: the mean of %d neighbouring ones, centred; fewer at both"
                + " ends.",
            2 * reach + 1);
  }

  private ImmutableList<ImmutableMap<String, String>> comparisons() {
    return inputs.comparisons().stream()
        .map(
            c ->
                ImmutableMap.of(
                    "name", c.name(),
                    "explanation", c.explanation(),
                    "before", c.inWords(c.before()),
                    "after", c.inWords(c.after())))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<ImmutableMap<String, String>> scores() {
    return inputs.scores().stream()
        .map(
            row ->
                ImmutableMap.of(
                    "network", row.network(),
                    "meanIou", Words.percent(row.meanIou()),
                    "accuracy", Words.percent(row.accuracy())))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<ImmutableMap<String, Object>> galleries() {
    return inputs.galleries().stream()
        .filter(gallery -> !gallery.pictures().isEmpty())
        .map(
            gallery ->
                ImmutableMap.<String, Object>of(
                    "title", gallery.title(),
                    "explanation", gallery.explanation(),
                    "layout", Spelling.of(gallery.layout()),
                    "legend", rows(gallery.legend()),
                    "pictures", pictures(gallery)))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<ImmutableMap<String, String>> pictures(Gallery gallery) {
    return gallery.pictures().stream()
        .map(
            picture ->
                ImmutableMap.of(
                    "source", dataUri(picture),
                    "caption", picture.caption(),
                    "description", picture.description()))
        .collect(ImmutableList.toImmutableList());
  }

  private static String dataUri(ReportInputs.Picture picture) {
    try {
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png().read());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the picture " + picture.description(), e);
    }
  }

  private static ImmutableList<ImmutableMap<String, String>> rows(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> ImmutableMap.of("name", entry.getKey(), "value", entry.getValue()))
        .collect(ImmutableList.toImmutableList());
  }
}
