package org.densesiam.trainer.config;

/** What a run trains for: key {@code job} of its configuration, and the command that runs it. */
public enum Job {
  /** A backbone. */
  PRETRAIN,
  /** A network that segments. */
  SEGMENT;

  /** As in configurations and on the command line. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
