package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How a segmentation is judged on images that are not trained on (method.md section 6).
 *
 * @param sizePx what the shorter side is resized to, and the side of the square that is cut from
 *     the middle; a multiple of 32, 320 in the released code
 * @param batchSize images at a time, at least 1; changes no figure
 * @param everyEpochs epochs between two evaluations, at least 1; the first and the last state of
 *     the network are always evaluated
 */
public record EvaluationConfig(int sizePx, int batchSize, int everyEpochs) {
  public EvaluationConfig {
    checkArgument(
        sizePx >= 32 && sizePx % 32 == 0, "sizePx must be a multiple of 32 pixels: %s", sizePx);
    checkArgument(batchSize >= 1, "batchSize must be at least 1: %s", batchSize);
    checkArgument(everyEpochs >= 1, "everyEpochs must be at least 1: %s", everyEpochs);
  }
}
