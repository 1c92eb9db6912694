package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/**
 * Stochastic gradient descent with momentum, as torch has it: {@code v = momentum * v + (g +
 * weightDecay * w); w = w - lr * v} (method.md section 5).
 */
public record OptimizerConfig(
    @Key(value = "rate at a batch of referenceBatchSize images", range = "(0, )")
        double baseLearningRate,
    @Key(
            value = "the rate grows linearly with the batch from here (arXiv 1706.02677)",
            range = "[1, )",
            unit = "images")
        int referenceBatchSize,
    @Key(value = "share of the last step that goes into the next", range = "[0, 1)")
        double momentum,
    @Key(
            value =
                "L2 penalty that is added to the gradient of every variable, so that momentum"
                    + " carries it",
            range = "[0, )")
        double weightDecay,
    @Key("how the rate goes on after the warm-up") Schedule schedule,
    @Key(
            value =
                "epochs over which the rate rises linearly to the initial one; may be a fraction",
            range = "[0, )")
        double warmupEpochs,
    @Key(
            "whether predictors keep the initial rate whatever the schedule says (arXiv"
                + " 2011.10566, appendix B)")
        boolean predictorsAtInitialRate) {

  public OptimizerConfig {
    KeyRange.check(
        OptimizerConfig.class,
        baseLearningRate,
        referenceBatchSize,
        momentum,
        weightDecay,
        schedule,
        warmupEpochs,
        predictorsAtInitialRate);
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
