package org.densesiam.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.it.launcher.Machine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher starts Java; here from the archive, in a folder with a blank in its name. */
final class LauncherRunsTest {
  @TempDir private Path temporary;
  private Machine machine;
  private Path folder;
  private Path launcher;

  @BeforeEach
  void unpackArchive() throws IOException {
    machine = new Machine(temporary.resolve("machine"));
    folder = temporary.resolve("my programs/densesiam-1");
    Files.createDirectories(folder.resolve("lib"));
    launcher = Files.copy(Machine.LAUNCHER, folder.resolve("densesiam"));
  }

  @Test
  void arguments_withBlanksAndStars_arriveAsTheyAre() throws Exception {
    Outcome outcome = machine.installRuntime(17).run(launcher, "import", "my photos/*.jpg", "");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .endsWith("<org.densesiam.trainer.cli.Main>\n<import>\n<my photos/*.jpg>\n<>\n")
        .contains("<-cp>\n<" + folder.toRealPath() + "/lib/*>\n");
  }

  @Test
  void java_isTheVeryProcessThatWasStarted() throws Exception {
    Outcome outcome = machine.installRuntime(17).run(launcher, "info");

    assertThat(outcome.out()).as("signals reach it").contains("pid=" + outcome.pid() + "\n");
  }

  @Test
  void options_ofTheUser_comeAfterOurs() throws Exception {
    machine.installRuntime(17).with("DENSESIAM_JAVA_OPTS", "-Xmx9g -Da=*");

    Outcome outcome = machine.run(launcher, "info");

    assertThat(outcome.out())
        .containsSubsequence("<-Xmx2g>\n", "<-Xmx9g>\n<-Da=*>\n<-cp>\n")
        .contains("<-Dorg.bytedeco.javacpp.maxphysicalbytes=0>\n");
  }

  @Test
  void nativeChatter_isOffUnlessAskedFor() throws Exception {
    machine.installRuntime(17);

    assertThat(machine.run(launcher, "info").out()).contains("TF_CPP_MIN_LOG_LEVEL=2\n");
    assertThat(machine.with("TF_CPP_MIN_LOG_LEVEL", "0").run(launcher, "info").out())
        .contains("TF_CPP_MIN_LOG_LEVEL=0\n");
  }

  @Test
  void oneDnn_isOnUnlessTheUserSaysOtherwise() throws Exception {
    machine
        .installRuntime(17)
        .install("uname", "case $1 in -s) echo Linux;; -m) echo x86_64;; esac");

    assertThat(machine.run(launcher, "info").out()).contains("TF_ENABLE_ONEDNN_OPTS=1\n");
    assertThat(machine.with("TF_ENABLE_ONEDNN_OPTS", "0").run(launcher, "info").out())
        .contains("TF_ENABLE_ONEDNN_OPTS=0\n");
  }

  @Test
  void oneDnn_onArm_isLeftToTensorFlow() throws Exception {
    machine
        .installRuntime(17)
        .install("uname", "case $1 in -s) echo Linux;; -m) echo aarch64;; esac");

    assertThat(machine.run(launcher, "info").out()).contains("TF_ENABLE_ONEDNN_OPTS=\n");
  }

  @Test
  void java25_isToldToAllowWhatTensorFlowUses() throws Exception {
    String flag = "<--sun-misc-unsafe-memory-access=allow>";

    assertThat(machine.installRuntime(25).run(launcher, "info").out()).contains(flag);
    Files.delete(temporary.resolve("machine/bin/java"));
    assertThat(machine.installRuntime(17).run(launcher, "info").out())
        .as("Java 17 does not know it")
        .doesNotContain(flag);
  }

  @Test
  void link_toALinkElsewhere_findsTheJars() throws Exception {
    Path near = Files.createSymbolicLink(launcher.resolveSibling("ds"), Path.of("densesiam"));
    Path far = Files.createSymbolicLink(temporary.resolve("a link"), near);

    Outcome outcome = machine.installRuntime(17).run(far, "info");

    assertThat(outcome.out()).contains(folder.toRealPath() + "/lib/*");
  }

  @Test
  void name_thatWasTyped_isHandedOn() throws Exception {
    machine.installRuntime(17);
    Path link = Files.createSymbolicLink(temporary.resolve("ds"), launcher);

    assertThat(machine.run(launcher, "info").out())
        .contains("<-Ddensesiam.program=" + launcher + ">\n");
    assertThat(machine.run(link, "info").out()).contains("<-Ddensesiam.program=" + link + ">\n");
  }

  @Test
  void name_foundInPath_isHandedOnWithoutItsFolder() throws Exception {
    machine.installRuntime(17).install("run-it", "exec densesiam \"$@\"");
    Files.createSymbolicLink(temporary.resolve("machine/bin/densesiam"), launcher);

    assertThat(machine.run(temporary.resolve("machine/bin/run-it"), "info").out())
        .contains("<-Ddensesiam.program=densesiam>\n");
  }
}
