package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NvidiaLibrariesTest {
  @Test
  void load_withOrWithoutTheLibraries_loadsAllOrNone() {
    // With -Pgpu they are there and load on machines without a GPU too.
    int expected = NvidiaLibraries.onClassPath() ? 18 : 0;

    assertThat(NvidiaLibraries.load()).as("files loaded").hasSize(expected);
  }

  @Test
  void whyNoGpu_saysWhichPartIsMissing() {
    assertThat(NvidiaLibraries.whyNoGpu(false, false)).as("no sign of a GPU").isEmpty();
    assertThat(NvidiaLibraries.whyNoGpu(false, true).orElseThrow()).contains("DENSESIAM_GPU=1");
    assertThat(NvidiaLibraries.whyNoGpu(true, false).orElseThrow()).contains("driver is missing");
    assertThat(NvidiaLibraries.whyNoGpu(true, true).orElseThrow()).contains("TF_CPP_MIN_LOG_LEVEL");
  }
}
