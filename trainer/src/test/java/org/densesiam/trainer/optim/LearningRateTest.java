package org.densesiam.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.densesiam.model.scope.Variable.Group;
import org.densesiam.trainer.config.OptimizerConfig;
import org.junit.jupiter.api.Test;

/**
 * Against arithmetic by hand: exact resume compares a schedule with itself, and parity feeds one.
 */
final class LearningRateTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  @Test
  void cosine_startsAtTheInitialRate_isHalfInTheMiddle_andNearlyNothingAtTheLastStep() {
    LearningRate rate = new LearningRate(0.4, OptimizerConfig.Schedule.COSINE, 0, 8, false);

    // 0.4 * (1 + cos(pi * step / 8)) / 2, with cos(pi / 4) = sqrt(1/2)
    assertThat(rate.at(0, Group.BODY)).isCloseTo(0.4, ROUNDING);
    assertThat(rate.at(2, Group.BODY)).isCloseTo(0.2 * (1 + Math.sqrt(0.5)), ROUNDING);
    assertThat(rate.at(4, Group.BODY)).isCloseTo(0.2, ROUNDING);
    assertThat(rate.at(6, Group.BODY)).isCloseTo(0.2 * (1 - Math.sqrt(0.5)), ROUNDING);
    assertThat(rate.at(7, Group.BODY))
        .as("the last step")
        .isCloseTo(0.2 * (1 - 0.9238795325112867), ROUNDING);
    assertThat(rate.at(8, Group.BODY)).as("after it").isCloseTo(0, ROUNDING);
  }

  @Test
  void cosine_afterAWarmUp_goesOverTheStepsThatAreLeft() {
    LearningRate rate = new LearningRate(0.4, OptimizerConfig.Schedule.COSINE, 4, 12, false);

    assertThat(rate.at(4, Group.BODY)).as("its first step").isCloseTo(0.4, ROUNDING);
    assertThat(rate.at(8, Group.BODY)).as("half of the 8").isCloseTo(0.2, ROUNDING);
  }

  @Test
  void warmUp_risesByEqualSteps_andEndsAtTheInitialRate() {
    for (OptimizerConfig.Schedule schedule : OptimizerConfig.Schedule.values()) {
      LearningRate rate = new LearningRate(0.4, schedule, 4, 12, true);

      assertThat(rate.at(0, Group.BODY)).isCloseTo(0.1, ROUNDING);
      assertThat(rate.at(1, Group.BODY)).isCloseTo(0.2, ROUNDING);
      assertThat(rate.at(2, Group.BODY)).isCloseTo(0.3, ROUNDING);
      assertThat(rate.at(3, Group.BODY)).isCloseTo(0.4, ROUNDING);
      assertThat(rate.at(0, Group.PREDICTOR)).as("predictors, too").isCloseTo(0.1, ROUNDING);
    }
  }

  @Test
  void constant_staysAtTheInitialRate() {
    LearningRate rate = new LearningRate(0.4, OptimizerConfig.Schedule.CONSTANT, 0, 8, false);

    assertThat(rate.at(0, Group.BODY)).isEqualTo(0.4);
    assertThat(rate.at(7, Group.BODY)).isEqualTo(0.4);
  }

  @Test
  void predictors_holdTheInitialRate_onlyWhereTheyAreAskedTo() {
    LearningRate held = new LearningRate(0.4, OptimizerConfig.Schedule.COSINE, 0, 8, true);
    LearningRate following = new LearningRate(0.4, OptimizerConfig.Schedule.COSINE, 0, 8, false);

    assertThat(held.at(6, Group.PREDICTOR)).isEqualTo(0.4);
    assertThat(held.at(4, Group.BODY)).as("all else follows").isCloseTo(0.2, ROUNDING);
    assertThat(following.at(4, Group.PREDICTOR)).isCloseTo(0.2, ROUNDING);
  }

  @Test
  void recipe_scalesWithTheBatch() {
    // 0.05 * 512 / 256 (method.md section 5)
    assertThat(OptimizerConfig.simSiam().initialLearningRate(512)).isCloseTo(0.1, ROUNDING);
    assertThat(OptimizerConfig.simSiam().initialLearningRate(32)).isCloseTo(0.00625, ROUNDING);
  }

  @Test
  void warmUp_longerThanTheTraining_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRate(0.4, OptimizerConfig.Schedule.COSINE, 9, 8, true))
        .withMessage("warmupSteps must be in [0, 8]: 9");
  }
}
