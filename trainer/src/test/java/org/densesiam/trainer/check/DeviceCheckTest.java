package org.densesiam.trainer.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.machine.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeviceCheckTest {
  private static final Device CPU = new Device("/device:CPU:0", "CPU", 0);

  private final DeviceCheck check = new DeviceCheck();

  @ParameterizedTest
  @EnumSource
  void run_onThisCpu_isRight(Precision precision) {
    DeviceCheck.Outcome outcome = check.run(CPU, precision);

    assertThat(outcome.right()).as("%s", outcome).isTrue();
    assertThat(outcome.millisPerStep()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"FP32, 1.05", "FP32, 0.95", "BF16, 2"})
  void run_withAWrongLearningRate_isWrong(Precision precision, double factor) {
    DeviceCheck.Outcome outcome = check.run(CPU, precision, factor, 1);

    assertThat(outcome.right()).as("%s", outcome).isFalse();
  }

  @Test
  void run_onTwoReplicasOfTheSameViews_comesToWhatOneDoes() {
    DeviceCheck.Outcome outcome = check.run(CPU, Precision.FP32, 1, 2);

    assertThat(outcome.right()).as("%s", outcome).isTrue();
  }
}
