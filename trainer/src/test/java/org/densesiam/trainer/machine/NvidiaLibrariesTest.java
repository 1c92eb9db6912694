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
}
