package org.densesiam.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.densesiam.trainer.config.OptimizerConfig;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.optim.LearningRate;
import org.junit.jupiter.api.Test;

final class TrainingPlanTest {
  @Test
  void learningRate_ofAConfiguration_countsItsEpochsInSteps() {
    PretrainConfig config =
        Presets.PRETRAIN.load(
            "laptop",
            List.of(
                "data.batchSize=32",
                "optimizer.baseLearningRate=0.08",
                "optimizer.referenceBatchSize=256",
                "optimizer.schedule=cosine",
                "optimizer.warmupEpochs=1.5",
                "optimizer.predictorsAtInitialRate=true",
                "run.epochs=20"));

    TrainingPlan plan = TrainingPlan.of(config, 450);

    // 450 records are 14 batches of 32 an epoch, with 2 left out; 1.5 epochs are 21 steps.
    assertThat(plan.stepsPerEpoch()).isEqualTo(14);
    assertThat(plan.learningRate(config))
        .isEqualTo(
            new LearningRate(0.08 * 32 / 256, OptimizerConfig.Schedule.COSINE, 21, 20 * 14, true));
  }
}
