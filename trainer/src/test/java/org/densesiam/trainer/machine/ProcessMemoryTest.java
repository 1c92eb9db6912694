package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProcessMemoryTest {
  @Test
  void parse_aStatus_isInBytes() {
    assertThat(ProcessMemory.parse("Name:\tjava\nVmHWM:\t     300 kB\nVmRSS:\t  200 kB\n"))
        .contains(new ProcessMemory(200 * 1024, 300 * 1024));
  }

  @Test
  void parse_aStatusWithoutMemory_isEmpty() {
    assertThat(ProcessMemory.parse("Name:\tkthreadd\nThreads:\t1\n")).isEmpty();
  }

  @Test
  void current_onLinux_isThisProcess() {
    assumeThat(Files.exists(Path.of("/proc/self/status"))).isTrue();

    ProcessMemory memory = ProcessMemory.current().orElseThrow();

    assertThat(memory.residentBytes()).as("a JVM").isGreaterThan(16L << 20);
    assertThat(memory.peakBytes()).isGreaterThanOrEqualTo(memory.residentBytes());
  }
}
