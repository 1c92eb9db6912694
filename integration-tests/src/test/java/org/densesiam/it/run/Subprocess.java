package org.densesiam.it.run;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import org.densesiam.trainer.cli.Main;

/** Processes that run {@code densesiam}, on this process's class path. */
public final class Subprocess {
  private static final String HEAP = "-Xmx1g";

  private Subprocess() {}

  /** {@code densesiam arguments}. */
  public static ProcessBuilder densesiam(List<String> arguments) {
    return quiet(new ProcessBuilder(command(arguments)));
  }

  /** {@code densesiam arguments} with 128 MiB for Java's heap. */
  public static ProcessBuilder withSmallHeap(List<String> arguments) {
    ImmutableList.Builder<String> command = ImmutableList.builder();
    for (String word : command(arguments)) {
      command.add(word.equals(HEAP) ? "-Xmx128m" : word);
    }
    return quiet(new ProcessBuilder(command.build()));
  }

  /** {@code densesiam arguments}, which cannot make a file larger than this. */
  public static ProcessBuilder withSmallFiles(int maxFileKib, List<String> arguments) {
    return quiet(
        new ProcessBuilder(
            ImmutableList.<String>builder()
                .add("bash", "-c", "ulimit -f " + maxFileKib + "; exec \"$@\"", "bash")
                .addAll(command(arguments))
                .build()));
  }

  private static ImmutableList<String> command(List<String> arguments) {
    return ImmutableList.<String>builder()
        .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .add(HEAP, "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"))
        .add(Main.class.getName())
        .addAll(arguments)
        .build();
  }

  private static ProcessBuilder quiet(ProcessBuilder builder) {
    // As the launcher sets them.
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
    builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
    return builder;
  }
}
