package org.densesiam.trainer.run;

import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.optim.LearningRate;

/**
 * How many steps a run takes.
 *
 * @param records in the data
 * @param batchSize image pairs a step
 * @param epochs passes over the data
 */
record TrainingPlan(long records, int batchSize, int epochs) {

  static TrainingPlan of(PretrainConfig config, long records) {
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

  LearningRate learningRate(PretrainConfig config) {
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
   * @throws IllegalStateException if the epoch had no batch at all
   */
  TrainingPosition endOfEpoch(TrainingPosition last) {
    if (last.position() == 0) {
      throw new IllegalStateException(
          "no batch of %d could be read from %d records: hardly any can be decoded; look at them"
                  .formatted(batchSize, records)
              + " with densesiam preview, or import the images again");
    }
    return last.nextEpoch();
  }

  /**
   * Fails if more of an epoch's records could not be decoded than allowed.
   *
   * @param maxShare of the epoch's records, in [0, 1]
   */
  void checkSkipped(TrainingPosition position, double maxShare) {
    if (position.skippedInEpoch() > maxShare * records) {
      throw new IllegalStateException(
          "%d of the %d records read in epoch %d could not be decoded, more than run.maxSkippedShare"
                  .formatted(position.skippedInEpoch(), position.position(), position.epoch())
              + " %s of all %d allows; import the images again, or raise the limit"
                  .formatted(maxShare, records));
    }
  }
}
