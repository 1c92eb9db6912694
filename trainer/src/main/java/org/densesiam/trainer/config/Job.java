package org.densesiam.trainer.config;

/** What a run trains for: key {@code job} of its configuration, and the command that runs it. */
public enum Job {
  /** A backbone. */
  PRETRAIN,
  /** A network that segments, without labels. */
  SEGMENT,
  /** A network that segments, from labels. */
  FINETUNE;

  /** Whether what it trains is told what pixels are. */
  public boolean learnsFromLabels() {
    return this == FINETUNE;
  }

  /** As in configurations and on the command line. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
