package org.densesiam.trainer.config;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/** How a segmentation is judged on images that are not trained on (method.md section 6). */
public record EvaluationConfig(
    @Key(
            value =
                "what the shorter side is resized to, and the side of the square cut from the"
                    + " middle; 320 in the released code",
            range = "[32, )",
            multipleOf = 32,
            unit = "pixels")
        int sizePx,
    @Key(value = "images at a time; changes no figure", range = "[1, )") int batchSize,
    @Key(
            value =
                "epochs between two evaluations; the first and the last state are always evaluated",
            range = "[1, )")
        int everyEpochs) {
  public EvaluationConfig {
    KeyRange.check(EvaluationConfig.class, sizePx, batchSize, everyEpochs);
  }
}
