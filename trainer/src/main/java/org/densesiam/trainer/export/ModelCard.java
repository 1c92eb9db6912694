package org.densesiam.trainer.export;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.densesiam.export.ClassMatching;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.run.DataProvenance;

/** {@code model-card.md}: what a model is, for whoever finds it without us. */
final class ModelCard {
  static final String FILE = "model-card.md";

  private ModelCard() {}

  /**
   * What differs from one kind of network to the other, in Markdown.
   *
   * @param whatItIs a paragraph
   * @param signatures a list
   * @param more further sections, may be empty
   */
  record About(String whatItIs, String signatures, String more) {

    static About backbone(int sidePx) {
      return new About(
          """
          A backbone that learned dense features from photographs without labels (DenseSiam, ECCV 2022,
          arXiv 2203.11075). It has no classes: its features want a head of your own, a probe, or clustering.
          """,
          """
          * `serving_default`: `images` uint8 `[N, H, W, 3]` -> `res2` .. `res5` float32, at strides 4, 8, 16,
            32, and `pooled` `[N, C]`.
          * `image_bytes`: `image_bytes` string `[N]`, JPEG, PNG, GIF or BMP of any sizes, each stretched to
            %d x %d px -> the same.
          * `embed`: `images` -> `embedding` `[N, C]`, of length 1.
          * `masks`, where training had region masks: `images` -> `labels` int32 `[N, H, W]` and
            `probabilities`.
          """
              .formatted(sidePx, sidePx),
          "");
    }

    static About segmenter(int sidePx, int clusters, Optional<ClassMatching> matching) {
      return segmenter("DenseSiam, ECCV 2022,\narXiv 2203.11075", sidePx, clusters, matching);
    }

    /** One that learned by PiCIE. */
    static About picie(int sidePx, int clusters, Optional<ClassMatching> matching) {
      return segmenter("PiCIE, CVPR 2021,\narXiv 2103.17070", sidePx, clusters, matching);
    }

    private static About segmenter(
        String method, int sidePx, int clusters, Optional<ClassMatching> matching) {
      return new About(
          """
          A network that segments, and learned it from photographs without labels (%s). Its %d clusters are its own; what they mean was found out afterwards, if at all.
          """
              .formatted(method, clusters),
          segmenterSignatures(
              sidePx,
              clusters,
              "the cluster of each pixel",
              "where clusters are matched to classes, `class_labels` int32 `[N, H, W]`, 255 for none"),
          matching.map(About::classes).orElse(""));
    }

    private static String segmenterSignatures(
        int sidePx, int outputs, String labels, String classLabels) {
      return """
          * `serving_default`: `images` uint8 `[N, H, W, 3]` -> `labels` int32 `[N, H, W]`, %s;
            `confidence` float32 `[N, H, W]`, its softmax; `logits` float32 `[N, H/4, W/4, %d]`; and,
            %s. Send images with a short side of
            about %d px.
          * `image_bytes`: `image_bytes` string `[N]`, JPEG, PNG, GIF or BMP of any sizes, each stretched to
            %d x %d px -> the same at that size.
          * `image_bytes_sized`: `image_bytes`, and `size` int32 `[N, 2]`, height and width, the same in all
            rows -> the same at that size.
          """
          .formatted(labels, outputs, classLabels, sidePx, sidePx, sidePx);
    }

    static About supervised(int sidePx, ImmutableList<String> classes) {
      StringBuilder table =
          new StringBuilder("\n## Classes\n\n| number | class |\n| --- | --- |\n");
      for (int number = 0; number < classes.size(); number++) {
        table.append("| %d | %s |\n".formatted(number, classes.get(number)));
      }
      return new About(
          """
          A network that segments photographs into %d classes, learned from labelled ones. `labels` and
          `class_labels` are the same: the number of each pixel's class.
          """
              .formatted(classes.size()),
          segmenterSignatures(
              sidePx,
              classes.size(),
              "the class of each pixel",
              "the same by the name `class_labels`"),
          table.toString());
    }

    private static String classes(ClassMatching matching) {
      StringBuilder table =
          new StringBuilder("\n## Classes\n\n| cluster | class |\n| --- | --- |\n");
      for (int cluster = 0; cluster < matching.clusters(); cluster++) {
        int number = matching.classOf(cluster);
        String name =
            matching.name(cluster).map(found -> number + ", " + found).orElse("unmatched");
        table.append("| ").append(cluster).append(" | ").append(name).append(" |\n");
      }
      return table.toString();
    }
  }

  static String of(ModelRecord model, TrainingConfig config, About about) {
    StringBuilder card = new StringBuilder();
    card.append("# %s, version %d%n%n".formatted(model.network(), model.version()))
        .append(about.whatItIs())
        .append(facts(model, config))
        .append(about.signatures())
        .append(about.more())
        .append("\n## Measured\n\n");
    if (model.metrics().isEmpty()) {
      return card.append("Nothing.\n").toString();
    }
    card.append("On ").append(model.metricsOf()).append(":\n\n| | |\n| --- | --- |\n");
    for (Map.Entry<String, Double> metric : model.metrics().entrySet()) {
      card.append(
          String.format(Locale.ROOT, "| `%s` | %.4f |%n", metric.getKey(), metric.getValue()));
    }
    return card.toString();
  }

  private static String facts(ModelRecord model, TrainingConfig config) {
    return """

        | | |
        | --- | --- |
        | network | %s of width %d |
        | input | RGB, 0 to 255; normalisation is inside (mean %s, std %s) |
        | trained on | %s |
        | training | %d steps, %d epochs, batches of %d, views of %d px |
        | losses | %s |
        | written by | DenseSiam for Java %s |

        `config.yaml` and `provenance.json` beside this file repeat the training; `densesiam.json` is this
        card for programs.

        ## Signatures

        `saved_model_cli show --dir . --all` lists them. `N`, `H`, `W` are free.

        """
        .formatted(
            model.network(),
            config.model().backbone().width(),
            config.colour().mean(),
            config.colour().std(),
            data(model.data()),
            model.step(),
            model.epoch(),
            config.data().batchSize(),
            config.viewPx(),
            config.model().terms(),
            model.densesiam());
  }

  private static String data(DataProvenance data) {
    return "%d images, %s%s"
        .formatted(
            data.records(),
            data.location(),
            data.manifestSha256().map(sha -> ", manifest SHA-256 `" + sha + "`").orElse(""));
  }
}
