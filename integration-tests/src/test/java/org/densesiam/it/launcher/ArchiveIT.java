package org.densesiam.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.densesiam.it.launcher.Machine.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn package} leaves, unpacked in an empty folder, with this Java. */
final class ArchiveIT {
  @TempDir private Path temporary;

  @Test
  void archive_unpackedInAnEmptyFolder_runsWithAJavaRuntimeAlone() throws Exception {
    Process tar =
        new ProcessBuilder("tar", "xf", archive().toString(), "-C", temporary.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("exit code of tar").isZero();
    Machine machine =
        new Machine(temporary.resolve("machine"))
            .with("JAVA_HOME", System.getProperty("java.home"));

    Outcome outcome = machine.run(temporary.resolve(folder()).resolve("densesiam"), "info");

    assertThat(outcome.err()).as("stderr").isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("densesiam ");
  }

  private static Path archive() throws IOException {
    return only(Path.of("..", "trainer", "target"), "densesiam-*.tar");
  }

  private Path folder() throws IOException {
    return only(temporary, "densesiam-*");
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      assertThat(found).as("%s in %s", pattern, folder.toAbsolutePath()).hasSize(1);
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      return found.iterator().next();
    }
  }
}
