package org.densesiam.trainer.export;

import java.util.Locale;
import java.util.Map;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.run.DataProvenance;

/** {@code model-card.md}: what a model is, for whoever finds it without us. */
final class ModelCard {
  static final String FILE = "model-card.md";

  private ModelCard() {}

  static String of(ModelRecord model, PretrainConfig config) {
    StringBuilder card = new StringBuilder();
    card.append(
        """
        # %s, version %d

        A backbone that learned dense features from photographs without labels (DenseSiam, ECCV 2022,
        arXiv 2203.11075). It has no classes: its features want a head of your own, a probe, or clustering.

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

        * `serving_default`: `images` uint8 `[N, H, W, 3]` -> `res2` .. `res5` float32, at strides 4, 8, 16,
          32, and `pooled` `[N, C]`.
        * `image_bytes`: `image_bytes` string `[N]`, JPEG, PNG, GIF or BMP of any sizes, each stretched to
          %d x %d px -> the same.
        * `embed`: `images` -> `embedding` `[N, C]`, of length 1.
        * `masks`, where training had region masks: `images` -> `labels` int32 `[N, H, W]` and
          `probabilities`.

        ## Measured

        """
            .formatted(
                model.network(),
                model.version(),
                model.network(),
                config.model().backbone().width(),
                config.colour().mean(),
                config.colour().std(),
                data(model.data()),
                model.step(),
                model.epoch(),
                config.data().batchSize(),
                model.viewSidePx(),
                config.model().terms(),
                model.densesiam(),
                model.viewSidePx(),
                model.viewSidePx()));
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

  private static String data(DataProvenance data) {
    return "%d images, %s%s"
        .formatted(
            data.records(),
            data.location(),
            data.manifestSha256().map(sha -> ", manifest SHA-256 `" + sha + "`").orElse(""));
  }
}
