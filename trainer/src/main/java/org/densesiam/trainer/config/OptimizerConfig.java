package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/**
 * Stochastic gradient descent with momentum, as torch has it: {@code v = momentum * v + (g +
 * weightDecay * w); w = w - lr * v} (method.md section 5).
 *
 * @param baseLearningRate rate at a batch of {@code referenceBatchSize} images, above 0
 * @param referenceBatchSize images, at least 1; the rate grows linearly with the batch (Goyal et
 *     al., arXiv 1706.02677)
 * @param momentum in {@code [0, 1)}
 * @param weightDecay L2 penalty added to the gradient of every variable, at least 0; a part of the
 *     gradient, so that momentum carries it
 * @param schedule how the rate goes on after the warm-up
 * @param warmupEpochs epochs over which the rate rises linearly to the initial one, at least 0; may
 *     be a fraction
 * @param predictorsAtInitialRate whether predictors keep the initial rate whatever the schedule
 *     says (SimSiam, arXiv 2011.10566, appendix B)
 */
public record OptimizerConfig(
    double baseLearningRate,
    int referenceBatchSize,
    double momentum,
    double weightDecay,
    Schedule schedule,
    double warmupEpochs,
    boolean predictorsAtInitialRate) {

  public OptimizerConfig {
    checkNotNull(schedule, "schedule");
    checkArgument(
        baseLearningRate > 0 && Double.isFinite(baseLearningRate),
        "baseLearningRate must be above 0: %s",
        baseLearningRate);
    checkArgument(
        referenceBatchSize >= 1,
        "referenceBatchSize must be at least 1 image: %s",
        referenceBatchSize);
    checkArgument(momentum >= 0 && momentum < 1, "momentum must be in [0, 1): %s", momentum);
    checkArgument(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weightDecay must be at least 0: %s",
        weightDecay);
    checkArgument(
        warmupEpochs >= 0 && Double.isFinite(warmupEpochs),
        "warmupEpochs must be at least 0: %s",
        warmupEpochs);
  }

  /** The pre-training recipe after SimSiam (method.md section 5, <b>O</b>): no warm-up. */
  public static OptimizerConfig simSiam() {
    return new OptimizerConfig(0.05, 256, 0.9, 1e-4, Schedule.COSINE, 0, true);
  }

  /**
   * Fails if the warm-up is longer than the run.
   *
   * @throws IllegalArgumentException with both keys
   */
  void checkFits(RunConfig run) {
    checkArgument(
        warmupEpochs <= run.epochs(),
        "optimizer.warmupEpochs must be at most run.epochs: %s",
        warmupEpochs);
  }

  /**
   * The rate where the schedule starts, {@code baseLearningRate * batchSize / referenceBatchSize}.
   *
   * @param batchSize image pairs a step, over all replicas
   */
  public double initialLearningRate(int batchSize) {
    return baseLearningRate * batchSize / referenceBatchSize;
  }

  /** How the learning rate goes on after the warm-up. */
  public enum Schedule {
    /** Half a cosine from the initial rate to 0 at the last step (pre-training). */
    COSINE,
    /**
     * From the initial rate to 0, {@code (1 - progress)^0.9} (DeepLab, Chen et al., arXiv
     * 1606.00915, section 4.1).
     */
    POLYNOMIAL,
    /** The initial rate throughout (segmentation, as released). */
    CONSTANT
  }
}
