package org.densesiam.trainer.cli;

/**
 * The process: settings that must stand before the first TensorFlow class loads, then the command.
 */
public final class Main {
  private Main() {}

  /** Runs {@code densesiam ARGS} and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs {@code densesiam ARGS} within a process that goes on afterwards. Never throws.
   *
   * @return an {@link ExitCode}
   */
  public static int run(String... args) {
    prepareJvm();
    return DenseSiamCommand.execute(args);
  }

  /** Sets what is not set yet, so that {@code java -D...} wins. */
  private static void prepareJvm() {
    // JavaCPP otherwise limits the whole process to four times -Xmx and throws a false
    // OutOfMemoryError: tensors live outside the Java heap.
    setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
    // Images are drawn into memory only; a server has no display.
    setIfAbsent("java.awt.headless", "true");
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
