package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.machine.CpuMath;
import org.densesiam.trainer.machine.Device;
import org.junit.jupiter.api.Test;

final class Bf16NoticeTest {
  private static final CpuMath WITHOUT =
      new CpuMath(
          CpuMath.OneDnn.ON, "TF_ENABLE_ONEDNN_OPTS=1", CpuMath.Bf16.NONE, Optional.empty());
  private static final CpuMath WITH =
      new CpuMath(
          CpuMath.OneDnn.ON,
          "TF_ENABLE_ONEDNN_OPTS=1",
          CpuMath.Bf16.IN_HARDWARE,
          Optional.of("amx_bf16"));
  private static final Device CPU = new Device("/device:CPU:0", "CPU", 1L << 28);
  private static final Device GPU = new Device("/device:GPU:0", "GPU", 1L << 34);

  @Test
  void text_bf16WithoutInstructionsOrGpu_saysSo() {
    assertThat(Bf16Notice.text(Precision.BF16, WITHOUT, ImmutableList.of(CPU)))
        .hasValueSatisfying(line -> assertThat(line).contains("no bf16 instructions"));
  }

  @Test
  void text_otherwise_isEmpty() {
    assertThat(Bf16Notice.text(Precision.FP32, WITHOUT, ImmutableList.of(CPU))).isEmpty();
    assertThat(Bf16Notice.text(Precision.BF16, WITH, ImmutableList.of(CPU))).isEmpty();
    assertThat(Bf16Notice.text(Precision.BF16, WITHOUT, ImmutableList.of(CPU, GPU))).isEmpty();
  }
}
