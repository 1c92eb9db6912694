package org.densesiam.trainer.config;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * How long a run goes and what it leaves behind. None of these change the weights but {@code seed}
 * and {@code epochs}; all are our own choice (<b>O</b>).
 *
 * @param seed from which every random number derives; any value
 * @param epochs passes over the data, at least 1 (200 in method.md section 5)
 * @param logEverySteps steps between two lines of metrics, at least 1
 * @param imagesEverySteps steps between two sets of pictures, at least 1, the first step having one
 *     too; none if left out
 * @param checkpointEverySteps steps between two checkpoints, at least 1; the last step always gets
 *     one
 * @param keepCheckpoints newest checkpoints kept, at least 1
 * @param maxSkippedShare the run stops when more than this share of the records read in an epoch
 *     could not be decoded, in {@code [0, 1]}
 */
public record RunConfig(
    long seed,
    int epochs,
    int logEverySteps,
    Optional<Integer> imagesEverySteps,
    int checkpointEverySteps,
    int keepCheckpoints,
    double maxSkippedShare) {

  public RunConfig {
    checkAtLeastOne("epochs", epochs);
    checkAtLeastOne("logEverySteps", logEverySteps);
    imagesEverySteps.ifPresent(steps -> checkAtLeastOne("imagesEverySteps", steps));
    checkAtLeastOne("checkpointEverySteps", checkpointEverySteps);
    checkAtLeastOne("keepCheckpoints", keepCheckpoints);
    checkArgument(
        maxSkippedShare >= 0 && maxSkippedShare <= 1,
        "maxSkippedShare must be in [0, 1]: %s",
        maxSkippedShare);
  }

  /** The same with another seed. */
  public RunConfig withSeed(long other) {
    return new RunConfig(
        other,
        epochs,
        logEverySteps,
        imagesEverySteps,
        checkpointEverySteps,
        keepCheckpoints,
        maxSkippedShare);
  }

  private static void checkAtLeastOne(String name, int value) {
    checkArgument(value >= 1, "%s must be at least 1: %s", name, value);
  }
}
