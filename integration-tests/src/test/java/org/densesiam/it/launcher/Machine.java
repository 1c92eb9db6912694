package org.densesiam.it.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A machine as the launcher sees it: a PATH with the system's small tools, and the Java and Maven
 * that a test puts there as shell scripts.
 */
final class Machine {
  /** The launcher of this checkout. Maven runs tests in the module's folder. */
  static final Path LAUNCHER = Path.of("..", "densesiam").toAbsolutePath().normalize();

  private static final ImmutableList<String> TOOLS =
      ImmutableList.of(
          "bash",
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mktemp",
          "readlink",
          "rm",
          "sed",
          "tail",
          "tee",
          "touch",
          "uname");

  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** How a process ended. */
  record Outcome(int exitCode, String out, String err, long pid) {}

  Machine(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      install(tool, "exec " + inSystemPath(tool) + " \"$@\"");
    }
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("HOME", folder.toString());
  }

  Machine with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Puts a shell script into PATH. */
  Machine install(String name, String script) throws IOException {
    return write(folder.resolve("bin").resolve(name), script);
  }

  /**
   * A Java of this version, with a compiler; run as a program, it prints its process and arguments.
   */
  Machine installJdk(int version) throws IOException {
    installRuntime(version);
    return write(folder.resolve("jvm/bin/javac"), "exit 0");
  }

  /** A Java of this version, without a compiler. */
  Machine installRuntime(int version) throws IOException {
    Files.createDirectories(folder.resolve("jvm/bin"));
    String specification = version <= 8 ? "1." + version : Integer.toString(version);
    return install(
        "java",
        """
        if [ "$1" = -XshowSettings:properties ]; then
          echo "    java.home = %s" >&2
          echo "    java.specification.version = %s" >&2
          exit 0
        fi
        echo "pid=$$"
        echo "TF_CPP_MIN_LOG_LEVEL=$TF_CPP_MIN_LOG_LEVEL"
        echo "TF_ENABLE_ONEDNN_OPTS=$TF_ENABLE_ONEDNN_OPTS"
        printf '<%%s>\\n' "$@"
        """
            .formatted(folder.resolve("jvm"), specification));
  }

  /** Runs a script with these arguments, in a folder of its own. */
  Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    ProcessBuilder builder =
        new ProcessBuilder(
                ImmutableList.<String>builder().add(script.toString()).add(arguments).build())
            .directory(elsewhere.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(5, MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(script + " did not end within 5 minutes");
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(folder.resolve("out"), UTF_8),
        Files.readString(folder.resolve("err"), UTF_8),
        process.pid());
  }

  private Machine write(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  private static Path inSystemPath(String tool) {
    for (String each : Splitter.on(':').split(System.getenv("PATH"))) {
      Path candidate = Path.of(each, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("This machine has no " + tool + " in PATH");
  }
}
