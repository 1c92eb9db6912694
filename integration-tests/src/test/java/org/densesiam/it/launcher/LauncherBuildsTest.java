package org.densesiam.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.densesiam.it.launcher.Machine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds a clone; a Maven of shell leaves what the real one does. */
final class LauncherBuildsTest {
  private static final String MAVEN =
      """
      [ "$1" = --version ] && { echo 'Apache Maven 3.8.7'; exit 0; }
      echo "$*" >> maven-was-called
      echo '[INFO] Building DenseSiam: data 0.1.0                    [2/5]'
      mkdir -p trainer/target/classes
      touch data/target.jar
      printf %s "$PWD/data/target.jar" > trainer/target/launcher.classpath
      """;

  @TempDir private Path temporary;
  private Machine machine;
  private Path clone;
  private Path launcher;
  private Path source;

  @BeforeEach
  void makeClone() throws IOException {
    machine = new Machine(temporary.resolve("machine")).installJdk(17).install("mvn", MAVEN);
    clone = temporary.resolve("my clone");
    for (String module : new String[] {"data", "model-graph", "savedmodel-export", "trainer"}) {
      old(Files.createDirectories(clone.resolve(module + "/src/main/java")));
      old(Files.createFile(clone.resolve(module + "/pom.xml")));
    }
    old(Files.createFile(clone.resolve("pom.xml")));
    source = old(Files.createFile(clone.resolve("data/src/main/java/A.java")));
    old(clone.resolve("data/src/main/java"));
    launcher = Files.copy(Machine.LAUNCHER, clone.resolve("densesiam"));
  }

  private static Path old(Path path) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private static void changeNow(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private long builds() throws IOException {
    try (var lines = Files.lines(clone.resolve("maven-was-called"))) {
      return lines.count();
    }
  }

  @Test
  void firstRun_buildsWithASignOfLife_thenRuns() throws Exception {
    Outcome outcome = machine.run(launcher, "info");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("the first time", "building: DenseSiam: data");
    assertThat(outcome.out())
        .contains(clone.toRealPath() + "/trainer/target/classes:", "/data/target.jar>")
        .endsWith("<info>\n");
  }

  @Test
  void secondRun_buildsNothing() throws Exception {
    machine.run(launcher, "info");

    Outcome outcome = machine.run(launcher, "info");

    assertThat(outcome.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void source_newerThanTheBuild_buildsAgain() throws Exception {
    machine.run(launcher, "info");
    changeNow(source);

    machine.run(launcher, "info");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void source_deletedAfterTheBuild_buildsAgain() throws Exception {
    machine.run(launcher, "info");
    Files.delete(source);
    changeNow(clone.resolve("data/src/main/java"));

    machine.run(launcher, "info");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void test_newerThanTheBuild_buildsNothing() throws Exception {
    machine.run(launcher, "info");
    changeNow(Files.createDirectories(clone.resolve("data/src/test/java")));

    machine.run(launcher, "info");

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void jar_missingFromTheClassPath_buildsAgain() throws Exception {
    machine.run(launcher, "info");
    Files.delete(clone.resolve("data/target.jar"));

    machine.run(launcher, "info");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void gpu_askedForAfterABuildWithout_buildsAgainWithItsProfile() throws Exception {
    machine.run(launcher, "info");

    machine.with("DENSESIAM_GPU", "1").run(launcher, "info");

    assertThat(Files.readAllLines(clone.resolve("maven-was-called")).get(1)).contains("-Pgpu");
  }

  @Test
  void build_thatFails_showsTheErrorAndWhereTheLogIs() throws Exception {
    Files.delete(temporary.resolve("machine/bin/mvn"));
    machine.install(
        "mvn",
        """
        [ "$1" = --version ] && { echo 'Apache Maven 3.8.7'; exit 0; }
        echo '[INFO] Scanning for projects...'
        echo '[ERROR] No space left on device'
        exit 1
        """);

    Outcome outcome = machine.run(launcher, "info");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("[ERROR] No space left on device", "the build failed")
        .contains(clone.toRealPath() + "/target/launcher-build.log")
        .doesNotContain("Scanning");
  }
}
