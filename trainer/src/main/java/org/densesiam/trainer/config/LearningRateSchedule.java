package org.densesiam.trainer.config;

/** How the learning rate goes on after the warm-up. */
public enum LearningRateSchedule {
  /** Half a cosine from the initial rate to 0 at the last step (pre-training). */
  COSINE,
  /** The initial rate throughout (segmentation, as released). */
  CONSTANT
}
