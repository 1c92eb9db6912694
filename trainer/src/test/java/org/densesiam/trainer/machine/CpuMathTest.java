package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

final class CpuMathTest {
  private static final String AVX2 = "flags\t\t: fpu sse4_2 avx f16c fma avx2\n";
  private static final String AVX512 = "flags\t\t: sse4_2 avx2 avx512f avx512_bf16 avx512_vnni\n";
  private static final String AMX = "flags\t\t: sse4_2 avx2 avx512f amx_bf16 amx_tile amx_int8\n";
  private static final String ARM = "Features\t: fp asimd sve bf16\n";

  private static CpuMath unset(String cpuInfo) {
    return CpuMath.of(cpuInfo, ImmutableMap.of());
  }

  private static CpuMath set(String cpuInfo, String value) {
    return CpuMath.of(cpuInfo, ImmutableMap.of("TF_ENABLE_ONEDNN_OPTS", value));
  }

  @Test
  void describeOneDnn_switchUnset_isTensorFlowsChoice() {
    assertThat(unset(AVX2).describeOneDnn()).isEqualTo("off (TensorFlow's own choice)");
    assertThat(unset(AVX512).describeOneDnn()).isEqualTo("on (TensorFlow's own choice)");
    assertThat(unset(AMX).describeOneDnn()).isEqualTo("on (TensorFlow's own choice)");
    assertThat(unset(ARM).describeOneDnn()).isEqualTo("unknown (TensorFlow's own choice)");
    assertThat(set(AVX2, "").oneDnn()).isEqualTo(CpuMath.OneDnn.OFF);
  }

  @Test
  void describeOneDnn_switchSet_decides() {
    assertThat(set(AVX2, "1").describeOneDnn()).isEqualTo("on (TF_ENABLE_ONEDNN_OPTS=1)");
    assertThat(set(AMX, "0").describeOneDnn()).isEqualTo("off (TF_ENABLE_ONEDNN_OPTS=0)");
    assertThat(set(AMX, "False").describeOneDnn()).isEqualTo("off (TF_ENABLE_ONEDNN_OPTS=False)");
  }

  @Test
  void describeBf16_namesTheInstruction() {
    assertThat(unset(AVX512).describeBf16()).isEqualTo("in hardware (avx512_bf16)");
    assertThat(unset(AMX).describeBf16()).isEqualTo("in hardware (amx_bf16)");
    assertThat(unset(ARM).describeBf16()).isEqualTo("in hardware (bf16)");
  }

  @Test
  void describeBf16_avx2Alone_saysHowSlow() {
    assertThat(unset(AVX2).describeBf16())
        .isEqualTo("no instructions: bf16 computes about 16 times slower than fp32 here");
  }

  @Test
  void unknownSystem_isUnknown() {
    assertThat(unset("").describeBf16()).isEqualTo("unknown");
    assertThat(unset("").lacksBf16()).isFalse();
    assertThat(unset("").oneDnn()).isEqualTo(CpuMath.OneDnn.UNKNOWN);
  }
}
