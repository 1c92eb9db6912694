package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EnvironmentTest {
  @Test
  void current_tellsTensorFlowAndMachine() {
    Environment environment = Environment.current();
    assertThat(environment.tensorflow()).isEqualTo("2.18.0");
    assertThat(environment.nativeLibrary()).matches("(linux|macosx|windows)-.+");
    assertThat(environment.cores()).isPositive();
    assertThat(environment.memoryBytes()).isPositive();
  }

  @Test
  void cpuFeatures_x86_areThoseThatMatter() {
    String cpuInfo =
        "processor\t: 0\nmodel name\t: Some CPU @ 2GHz\nflags\t\t: fpu avx2 rtm amx_bf16\n";
    assertThat(Environment.cpuModel(cpuInfo)).contains("Some CPU @ 2GHz");
    assertThat(Environment.cpuFeatures(cpuInfo)).containsExactly("amx_bf16", "avx2");
  }

  @Test
  void cpuFeatures_arm_areFoundUnderTheirName() {
    assertThat(Environment.cpuFeatures("Features\t: fp asimd sve2\n"))
        .containsExactly("asimd", "sve2");
  }

  @Test
  void cpuFeatures_unknownSystem_isEmpty() {
    assertThat(Environment.cpuFeatures("")).isEmpty();
    assertThat(Environment.cpuModel("")).isEmpty();
  }

  @Test
  void devices_holdACpu() {
    assertThat(Device.list()).anySatisfy(device -> assertThat(device.type()).isEqualTo("CPU"));
  }

  @Test
  void build_outsideACheckout_hasNoCommit() {
    java.util.Properties properties = new java.util.Properties();
    properties.setProperty("version", "0.1.0");
    properties.setProperty("commit", "${git.commit.id}");
    assertThat(Build.parse(properties).commit()).isEmpty();
    assertThat(Build.parse(properties).describeCommit()).isEqualTo("unknown commit");
  }
}
