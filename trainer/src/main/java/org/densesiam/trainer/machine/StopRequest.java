package org.densesiam.trainer.machine;

/**
 * Why a run is asked to stop.
 *
 * @param signalName such as {@code SIGINT}
 * @param signalNumber POSIX number, such as 2
 */
public record StopRequest(String signalName, int signalNumber) {
  /**
   * What the process exits with, 128 + the signal's number as shells have it: 130 after SIGINT, 143
   * after SIGTERM. Not 0, so that {@code densesiam pretrain ... && densesiam export ...} does not
   * export a run that was cut short.
   */
  public int exitCode() {
    return 128 + signalNumber;
  }
}
