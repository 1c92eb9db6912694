package org.densesiam.trainer.export;

import java.nio.file.Path;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.run.RunDirectory;

/** Which of a run's checkpoints is meant. */
public enum CheckpointChoice {
  /** The newest. */
  LAST {
    @Override
    Path checkpoint(RunDirectory run) {
      return run.newestCheckpoint();
    }

    @Override
    Path evaluation(RunDirectory run) {
      return run.evaluation();
    }
  },
  /** The one that an evaluation on the way found best. */
  BEST {
    @Override
    Path checkpoint(RunDirectory run) {
      return run.bestCheckpoints()
          .latestWhole()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Run %s has no best checkpoint: densesiam finetune keeps one where it has"
                              .formatted(run.path())
                          + " --eval-data to judge by; take --checkpoint last"));
    }

    @Override
    Path evaluation(RunDirectory run) {
      return run.bestEvaluation();
    }
  };

  /**
   * Its folder.
   *
   * @throws IllegalArgumentException if there is none
   */
  abstract Path checkpoint(RunDirectory run);

  /** Where the evaluation of the network as it was then is, if there was one. */
  abstract Path evaluation(RunDirectory run);

  /** As on the command line. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
