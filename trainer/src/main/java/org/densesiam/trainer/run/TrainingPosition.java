package org.densesiam.trainer.run;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How far a run has come: all that a checkpoint holds beside the variables, and with them enough to
 * go on bit for bit.
 *
 * @param step steps done
 * @param epoch the epoch to go on in, from 0
 * @param position records of that epoch's order that are dealt with
 * @param skippedInEpoch those of them that could not be decoded
 * @param skipped records that could not be decoded since the run began
 */
public record TrainingPosition(
    long step, int epoch, long position, long skippedInEpoch, long skipped) {

  /** Before the first step. */
  public static final TrainingPosition START = new TrainingPosition(0, 0, 0, 0, 0);

  public TrainingPosition {
    checkArgument(step >= 0, "step must not be negative: %s", step);
    checkArgument(epoch >= 0, "epoch must not be negative: %s", epoch);
    checkArgument(
        position >= skippedInEpoch && skippedInEpoch >= 0,
        "position %s must be at least skippedInEpoch %s",
        position,
        skippedInEpoch);
    checkArgument(
        skipped >= skippedInEpoch,
        "skipped %s must be at least skippedInEpoch %s",
        skipped,
        skippedInEpoch);
  }

  /**
   * After a step on a batch.
   *
   * @param lastPosition of the batch's last record in the epoch's order
   */
  public TrainingPosition afterBatch(long lastPosition, int batchSize) {
    long newlySkipped = lastPosition + 1 - position - batchSize;
    return new TrainingPosition(
        step + 1, epoch, lastPosition + 1, skippedInEpoch + newlySkipped, skipped + newlySkipped);
  }

  /** After {@code records} more that could not be read or decoded. */
  public TrainingPosition afterSkipped(long records) {
    return new TrainingPosition(
        step, epoch, position + records, skippedInEpoch + records, skipped + records);
  }

  /** At the beginning of the next epoch. */
  public TrainingPosition nextEpoch() {
    return new TrainingPosition(step, epoch + 1, 0, 0, skipped);
  }
}
