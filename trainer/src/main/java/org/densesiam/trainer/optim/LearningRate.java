package org.densesiam.trainer.optim;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.model.scope.Variable;
import org.densesiam.trainer.config.OptimizerConfig;

/**
 * Learning rate as a pure function of the step: a linear warm-up from 0, then the schedule.
 *
 * @param initial rate where the schedule starts
 * @param schedule how it goes on
 * @param warmupSteps steps over which the rate rises, at least 0
 * @param totalSteps steps of the whole training, at least {@code warmupSteps}
 * @param predictorsAtInitialRate whether predictors stay at {@code initial} after the warm-up
 *     (SimSiam, arXiv 2011.10566, section 4.2)
 */
public record LearningRate(
    double initial,
    OptimizerConfig.Schedule schedule,
    long warmupSteps,
    long totalSteps,
    boolean predictorsAtInitialRate) {

  private static final double POLYNOMIAL_POWER = 0.9;

  public LearningRate {
    checkArgument(initial > 0, "initial must be above 0: %s", initial);
    checkArgument(
        warmupSteps >= 0 && warmupSteps <= totalSteps,
        "warmupSteps must be in [0, %s]: %s",
        totalSteps,
        warmupSteps);
  }

  /**
   * The rate of a group of weights.
   *
   * @param step steps done before this one, from 0
   */
  public double at(long step, Variable.Group group) {
    if (step < warmupSteps) {
      return initial * (step + 1) / warmupSteps;
    }
    boolean held = group == Variable.Group.PREDICTOR && predictorsAtInitialRate;
    return held ? initial : scheduled(step);
  }

  private double scheduled(long step) {
    double progress =
        (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps); // 0 to 1
    return switch (schedule) {
      case COSINE -> initial * 0.5 * (1 + Math.cos(Math.PI * progress));
      case POLYNOMIAL -> initial * Math.pow(1 - progress, POLYNOMIAL_POWER);
      case CONSTANT -> initial;
    };
  }
}
