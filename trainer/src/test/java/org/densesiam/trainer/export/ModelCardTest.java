package org.densesiam.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Optional;
import org.densesiam.trainer.run.DataProvenance;
import org.junit.jupiter.api.Test;

final class ModelCardTest {
  @Test
  void of_saysWhatItIs_whatItLearnedFrom_andHowItDoes() {
    ModelRecord model =
        new ModelRecord(
            ModelRecord.Kind.BACKBONE,
            3,
            "resnet18",
            32,
            Optional.of(4),
            280,
            20,
            "runs/a/step-280",
            new DataProvenance("shards/a", Optional.of("ab12"), 2, 450, 50_000_000),
            ImmutableSortedMap.of("loss/total", -0.92734, "agreement/pixel", 0.5),
            "50 held-out images, at the end of training",
            "0.1.0");

    assertThat(ModelCard.of(model, TinyRun.config(), ModelCard.About.backbone(32)))
        .startsWith("# resnet18, version 3\n")
        .contains("| network | resnet18 of width 2 |\n")
        .contains("| trained on | 450 images, shards/a, manifest SHA-256 `ab12` |\n")
        .endsWith(
            """
            On 50 held-out images, at the end of training:

            | | |
            | --- | --- |
            | `agreement/pixel` | 0.5000 |
            | `loss/total` | -0.9273 |
            """);
  }
}
