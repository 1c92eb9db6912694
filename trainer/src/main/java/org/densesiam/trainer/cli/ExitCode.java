package org.densesiam.trainer.cli;

/** What the process tells its shell; the same for every command. */
public final class ExitCode {
  /** The command did what it was asked. */
  public static final int DONE = 0;

  /** The command could not do it: a file, a device, a NaN, a defect of ours. */
  public static final int FAILED = 1;

  /** The caller asked for something that cannot be: an option, a configuration value, a path. */
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}

  /**
   * The code after a clean stop by a signal, as shells have it: 130 after SIGINT, 143 after
   * SIGTERM. Not 0, so that {@code densesiam pretrain ... && densesiam export ...} does not export
   * a run that was cut short.
   *
   * @param signalNumber POSIX number, 2 for SIGINT, 15 for SIGTERM
   */
  public static int stoppedBySignal(int signalNumber) {
    return 128 + signalNumber;
  }
}
