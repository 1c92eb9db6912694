package org.densesiam.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.it.launcher.Machine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says where something is missing. */
final class LauncherNeedsTest {
  @TempDir private Path temporary;
  private Machine machine;
  private Path clone;
  private Path archive;

  @BeforeEach
  void makeFolders() throws IOException {
    machine = new Machine(temporary.resolve("machine"));
    clone = copyLauncher("clone");
    Files.createFile(clone.resolveSibling("pom.xml"));
    archive = copyLauncher("archive");
    Files.createDirectory(archive.resolveSibling("lib"));
  }

  private Path copyLauncher(String folder) throws IOException {
    Path copy = Files.createDirectories(temporary.resolve(folder)).resolve("densesiam");
    return Files.copy(Machine.LAUNCHER, copy);
  }

  @Test
  void clone_withoutJavaAndMaven_namesBothAndTheirPackages() throws Exception {
    Outcome outcome = machine.run(clone, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("needs a JDK, version 17 or newer, to build, and finds no java in PATH")
        .contains("sudo apt-get install openjdk-17-jdk", "sudo dnf install", "brew install")
        .contains("needs Maven 3.8 or newer to build, and finds no mvn in PATH")
        .contains("sudo apt-get install maven");
  }

  @Test
  void tooFewOpenFiles_saysHowManyAreNeeded() throws Exception {
    Path few =
        Files.writeString(
            temporary.resolve("few"), "#!/bin/sh\nulimit -n 60\nexec '" + archive + "' info\n");
    assertThat(few.toFile().setExecutable(true)).isTrue();

    Outcome outcome = machine.run(few);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("only 60 files may be open at once (ulimit -Hn), and 128 are needed")
        .hasLineCount(1);
  }

  @Test
  void clone_withOldJava_namesItsVersion() throws Exception {
    machine.installJdk(8).install("mvn", "echo 'Apache Maven 3.9.9'");

    Outcome outcome = machine.run(clone, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("/java is Java 8.", "JAVA_HOME")
        .doesNotContain("needs Maven");
  }

  @Test
  void clone_withRuntimeOnly_asksForTheCompiler() throws Exception {
    machine.installRuntime(17).install("mvn", "echo 'Apache Maven 3.9.9'");

    Outcome outcome = machine.run(clone, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("a runtime without the compiler javac", "openjdk-17-jdk");
  }

  @Test
  void clone_withOldMaven_namesItsVersion() throws Exception {
    machine.installJdk(17).install("mvn", "echo 'Apache Maven 3.6.3 (cecedd34)'");

    Outcome outcome = machine.run(clone, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("needs Maven 3.8 or newer to build", "/mvn is 3.6.");
  }

  @Test
  void archive_withoutJava_asksForARuntimeOnly() throws Exception {
    Outcome outcome = machine.run(archive, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("needs Java 17 or newer, and finds no java in PATH", "openjdk-17-jre")
        .doesNotContain("Maven", "JDK");
  }

  @Test
  void javaHome_thatIsNone_isNamed() throws Exception {
    machine.installJdk(17).with("JAVA_HOME", "/no/such/jdk");

    Outcome outcome = machine.run(archive, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("JAVA_HOME is /no/such/jdk, which has no bin/java");
  }

  @Test
  void platform_withoutTensorFlow_isNamed() throws Exception {
    Files.delete(temporary.resolve("machine/bin/uname"));
    machine.install("uname", "case $1 in -s) echo Darwin ;; -m) echo x86_64 ;; esac");

    Outcome outcome = machine.run(archive, "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("TensorFlow Java has no library for Darwin on x86_64");
  }

  @Test
  void folder_withNeitherJarsNorSources_isNamed() throws Exception {
    Outcome outcome = machine.installJdk(17).run(copyLauncher("alone"), "quickstart");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("has neither the jars of the archive");
  }
}
