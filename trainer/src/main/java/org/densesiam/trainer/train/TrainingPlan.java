package org.densesiam.trainer.train;

import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.optim.LearningRate;
import org.densesiam.trainer.run.TrainingPosition;

/**
 * How many steps a run takes.
 *
 * @param records in the data
 * @param batchSize image pairs a step
 * @param epochs passes over the data
 */
record TrainingPlan(long records, int batchSize, int epochs) {

  static TrainingPlan of(TrainingConfig config, long records) {
    return new TrainingPlan(records, config.data().batchSize(), config.run().epochs());
  }

  /** Steps of an epoch in which every record can be decoded. A last partial batch is left out. */
  long stepsPerEpoch() {
    return records / batchSize;
  }

  /** Steps of the whole training; a few less are run where records cannot be decoded. */
  long totalSteps() {
    return stepsPerEpoch() * epochs;
  }

  LearningRate learningRate(TrainingConfig config) {
    return new LearningRate(
        config.initialLearningRate(),
        config.optimizer().schedule(),
        Math.round(config.optimizer().warmupEpochs() * stepsPerEpoch()),
        totalSteps(),
        config.optimizer().predictorsAtInitialRate());
  }

  /**
   * The beginning of the next epoch, after the last batch of one.
   *
   * <p>Records after the last batch count as skipped beyond those that a partial batch explains:
   * that many could not be decoded, or belong to a shard that was damaged during the run, which the
   * pipeline leaves out without a word.
   *
   * @param maxSkippedShare of the epoch's records, in [0, 1]
   * @throws IllegalStateException if the epoch had no batch at all, or more records were skipped
   */
  TrainingPosition endOfEpoch(TrainingPosition last, double maxSkippedShare) {
    if (last.position() == 0) {
      throw new IllegalStateException(
          "no batch of %d could be read from %d records: hardly any can be decoded; look at them"
                  .formatted(batchSize, records)
              + " with densesiam preview, or import the images again");
    }
    long afterLastBatch = records - last.position();
    long explained = Math.min(afterLastBatch, batchSize - 1);
    TrainingPosition end = last.afterSkipped(afterLastBatch - explained);
    checkSkipped(end, maxSkippedShare);
    return end.nextEpoch();
  }

  /**
   * Fails if more of an epoch's records were skipped than allowed.
   *
   * @param maxShare of the epoch's records, in [0, 1]
   */
  void checkSkipped(TrainingPosition position, double maxShare) {
    if (position.skippedInEpoch() > maxShare * records) {
      throw new IllegalStateException(
          "at least %d of the first %d records of epoch %d could not be read or decoded, more than"
                  .formatted(position.skippedInEpoch(), position.position(), position.epoch() + 1)
              + " run.maxSkippedShare %s of all %d allows; import the images again, or raise the"
                  .formatted(maxShare, records)
              + " limit for a new run (--resume checks every shard and names a damaged one)");
    }
  }
}
