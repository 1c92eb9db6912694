package org.densesiam.trainer.progress;

/** How far one long task is, for a person who waits; from {@link ProgressDisplay#start}. */
public interface Progress extends AutoCloseable {
  /**
   * Says how far the task is.
   *
   * @param done units done, from the start of the task
   * @param detail a few words to show beside, such as {@code loss -0.5312, 34.1 images/s}; may be
   *     empty
   */
  void update(long done, String detail);

  /** Leaves the terminal as it was, on a fresh line. May be called more than once. */
  @Override
  void close();
}
