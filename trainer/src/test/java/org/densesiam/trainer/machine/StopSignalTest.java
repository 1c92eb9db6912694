package org.densesiam.trainer.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class StopSignalTest {
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // kill(1)
  void install_secondSignal_haltsWithItsNumber() throws Exception {
    BlockingQueue<Integer> halts = new ArrayBlockingQueue<>(1);
    AnnouncedStream err = new AnnouncedStream();
    try (StopSignal stop = StopSignal.install("ending", new PrintStream(err, true), halts::add)) {
      assertThat(stop.request()).isEmpty();
      kill("TERM");
      assertThat(err.lines.poll(10, TimeUnit.SECONDS)).contains("SIGTERM: ending; once more");
      assertThat(stop.request()).contains(new StopSignal.Request("SIGTERM", 15));
      assertThat(halts).isEmpty();
      kill("TERM"); // not INT, which a process that a script started in the background ignores
      assertThat(halts.poll(10, TimeUnit.SECONDS)).isEqualTo(143);
      assertThat(stop.request()).as("the first").contains(new StopSignal.Request("SIGTERM", 15));
    }
  }

  @Test
  void request_secondTime_changesNothing() {
    try (StopSignal stop = StopSignal.uninstalled()) {
      assertThat(stop.request(new StopSignal.Request("SIGINT", 2))).isTrue();
      assertThat(stop.request(new StopSignal.Request("SIGTERM", 15))).isFalse();
      assertThat(stop.request()).contains(new StopSignal.Request("SIGINT", 2));
    }
  }

  @Test
  void exitCode_isThatOfShells() {
    assertThat(new StopSignal.Request("SIGINT", 2).exitCode()).isEqualTo(130);
    assertThat(new StopSignal.Request("SIGTERM", 15).exitCode()).isEqualTo(143);
  }

  private static void kill(String signal) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
  }

  /** Lets a test wait for what another thread prints. */
  private static final class AnnouncedStream extends ByteArrayOutputStream {
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(10);

    @Override
    public void flush() {
      String text = toString(StandardCharsets.UTF_8);
      if (text.contains("at once")) {
        lines.offer(text);
        reset();
      }
    }
  }
}
