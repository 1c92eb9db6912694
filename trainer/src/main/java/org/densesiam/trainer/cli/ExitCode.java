package org.densesiam.trainer.cli;

/**
 * What the process tells its shell; the same for every command. A clean stop by a signal is told by
 * {@link org.densesiam.trainer.machine.StopSignal.Request#exitCode}.
 */
public final class ExitCode {
  /** The command did what it was asked. */
  public static final int DONE = 0;

  /** The command could not do it: a file, a device, a NaN, a defect of ours. */
  public static final int FAILED = 1;

  /** The caller asked for something that cannot be: an option, a configuration value, a path. */
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
