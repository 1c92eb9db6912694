package org.densesiam.trainer.config;

import java.util.Optional;
import org.densesiam.data.key.Key;
import org.densesiam.data.key.KeyRange;

/**
 * How long a run goes and what it leaves behind. None of these change the weights but {@code seed}
 * and {@code epochs}; all are our own choice (<b>O</b>).
 */
public record RunConfig(
    @Key("from which every random number derives") long seed,
    @Key(value = "passes over the data", range = "[1, )") int epochs,
    @Key(value = "steps between two lines of metrics", range = "[1, )") int logEverySteps,
    @Key(value = "steps between two sets of pictures", range = "[1, )", absent = "none")
        Optional<Integer> imagesEverySteps,
    @Key(value = "steps between two checkpoints; the last step always gets one", range = "[1, )")
        int checkpointEverySteps,
    @Key(value = "newest checkpoints kept", range = "[1, )") int keepCheckpoints,
    @Key(
            value =
                "the run stops when more than this share of the records of an epoch cannot be"
                    + " decoded",
            range = "[0, 1]")
        double maxSkippedShare) {

  public RunConfig {
    KeyRange.check(
        RunConfig.class,
        seed,
        epochs,
        logEverySteps,
        imagesEverySteps,
        checkpointEverySteps,
        keepCheckpoints,
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
}
