package org.densesiam.it.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Python with TensorFlow and PyTorch: {@code $DENSESIAM_PYTHON}, or the environment that {@code
 * .ci/run} makes.
 */
record Python(Path executable) {

  /** The one to use, if there is one. */
  static Optional<Python> find() {
    return Optional.of(place()).filter(Files::isRegularFile).map(Python::new);
  }

  /** Where it is, or would be. */
  static Path place() {
    String named = System.getenv("DENSESIAM_PYTHON");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Path home = Path.of(System.getProperty("user.home"), ".cache", "densesiam", "python");
    // The file comes last: without it, the environment is half-made.
    return Files.exists(home.resolve("requirements.txt"))
        ? home.resolve("bin").resolve("python")
        : home;
  }

  /**
   * Runs one of our scripts.
   *
   * @return what it printed on standard output
   * @throws AssertionError with what it wrote to standard error if it fails
   */
  String run(String script, Object... arguments) throws IOException, InterruptedException {
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add(executable.toString(), resource(script).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command.build());
  }

  /** Runs a tool that a package brought along, such as {@code saved_model_cli}. */
  String tool(String name, Object... arguments) throws IOException, InterruptedException {
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.add(executable.toString(), executable.resolveSibling(name).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command.build());
  }

  private static Path resource(String script) {
    try {
      return Path.of(
          Objects.requireNonNull(Python.class.getResource("/python/" + script), script).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("python", ".out");
    Path err = Files.createTempFile("python", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      Process process = builder.start();
      try {
        assertThat(process.waitFor(5, MINUTES)).as("%s ends", command).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue())
          .as("%s%n%s%s", command, Files.readString(out, UTF_8), Files.readString(err, UTF_8))
          .isZero();
      return Files.readString(out, UTF_8);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
