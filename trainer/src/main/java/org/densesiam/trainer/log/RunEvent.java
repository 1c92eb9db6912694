package org.densesiam.trainer.log;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.densesiam.trainer.config.Job;

/**
 * What a run tells its listeners, in this order: {@link Start}; {@link Measuring} and what came of
 * it; {@link StepsBegin}; any of {@link Step}, {@link Images}, {@link Measuring}, {@link
 * Evaluation}, {@link Checkpoint} with steps that never go back; {@link End} exactly once, whatever
 * became of the run. Immutable, and copied out of native memory.
 */
public sealed interface RunEvent {

  /**
   * Where a run begins.
   *
   * @param job what it trains for
   * @param directory the run directory
   * @param resumedStep steps already done; 0 for a fresh run. Lines and events of later steps,
   *     written by a process that died before its next checkpoint, are void
   * @param totalSteps steps when training is complete, &gt;= {@code resumedStep}
   * @param epochs passes over the data when training is complete
   * @param batchSize image pairs a step, over all replicas
   */
  record Start(
      Job job, Path directory, long resumedStep, long totalSteps, int epochs, int batchSize)
      implements RunEvent {
    public Start {
      checkArgument(resumedStep >= 0, "resumedStep must not be negative: %s", resumedStep);
      checkArgument(
          totalSteps >= resumedStep,
          "totalSteps must be at least resumedStep %s: %s",
          resumedStep,
          totalSteps);
      checkArgument(epochs > 0, "epochs must be positive: %s", epochs);
      checkArgument(batchSize > 0, "batchSize must be positive: %s", batchSize);
    }

    /** Whether this run goes on from a checkpoint. */
    public boolean isResumed() {
      return resumedStep > 0;
    }
  }

  /**
   * How far something is that is measured beside the steps, before the first, between two epochs or
   * after the last.
   *
   * @param what is measured, in a word or two
   * @param done images done, from 0
   * @param total images in all, more than 0
   */
  record Measuring(String what, long done, long total) implements RunEvent {
    public Measuring {
      checkArgument(0 <= done && done <= total, "%s of %s images cannot be done", done, total);
    }
  }

  /** What is measured before the first step is measured: from here on steps are done. */
  record StepsBegin() implements RunEvent {}

  /**
   * The numbers of one logged step.
   *
   * @param step steps done, from 1
   * @param totalSteps steps when training is complete
   * @param epoch the epoch this step belongs to, from 0
   * @param epochs passes over the data when training is complete
   * @param scalars by the names of {@link ScalarNames}, in the order in which they are to be shown;
   *     a value may be NaN or infinite
   * @param lists numbers that belong together, by the names of {@link ScalarNames}; most steps have
   *     none
   * @param wallTime when the step ended
   */
  record Step(
      long step,
      long totalSteps,
      int epoch,
      int epochs,
      ImmutableMap<String, Double> scalars,
      ImmutableMap<String, ImmutableDoubleArray> lists,
      Instant wallTime)
      implements RunEvent {

    /** Without lists. */
    public Step(
        long step,
        long totalSteps,
        int epoch,
        int epochs,
        ImmutableMap<String, Double> scalars,
        Instant wallTime) {
      this(step, totalSteps, epoch, epochs, scalars, ImmutableMap.of(), wallTime);
    }

    public Step {
      checkArgument(step >= 0, "step must not be negative: %s", step);
      checkArgument(step <= totalSteps, "step %s is after the last one, %s", step, totalSteps);
      checkArgument(epoch >= 0 && epoch <= epochs, "epoch must be in [0, %s]: %s", epochs, epoch);
    }
  }

  /**
   * Pictures of one step: view pairs with their overlap, region masks over images.
   *
   * @param step steps done, from 1; 0 for pictures taken before the first
   * @param images by tag such as {@code views/0} or {@code regions/0}; nobody changes them any more
   */
  record Images(long step, ImmutableMap<String, BufferedImage> images) implements RunEvent {
    public Images {
      checkArgument(step >= 0, "step must not be negative: %s", step);
    }
  }

  /**
   * What an evaluation on images that are not trained on has found.
   *
   * @param step steps done, from 0
   * @param epoch epochs done, from 0
   * @param scalars by name, {@code evaluation/miou} and the like
   * @param lists numbers that belong together, by name
   */
  record Evaluation(
      long step,
      int epoch,
      ImmutableMap<String, Double> scalars,
      ImmutableMap<String, ImmutableDoubleArray> lists)
      implements RunEvent {

    /** Without lists. */
    public Evaluation(long step, int epoch, ImmutableMap<String, Double> scalars) {
      this(step, epoch, scalars, ImmutableMap.of());
    }

    public Evaluation {
      checkArgument(step >= 0, "step must not be negative: %s", step);
      checkArgument(epoch >= 0, "epoch must not be negative: %s", epoch);
    }
  }

  /**
   * A checkpoint that was written completely.
   *
   * @param step steps done
   * @param path its folder
   * @param took how long training stood still for it
   */
  record Checkpoint(long step, Path path, Duration took) implements RunEvent {
    public Checkpoint {
      checkArgument(step >= 0, "step must not be negative: %s", step);
      checkArgument(!took.isNegative(), "took must not be negative: %s", took);
    }
  }

  /**
   * How a run ended.
   *
   * @param outcome what became of it
   * @param step steps done
   * @param wallTime since {@link Start}, this process only
   * @param reason one sentence: the failure, or the signal that stopped it; empty when completed
   */
  record End(Outcome outcome, long step, Duration wallTime, Optional<String> reason)
      implements RunEvent {
    /** What became of a run. */
    public enum Outcome {
      /** All steps are done. */
      COMPLETED,
      /** Stopped by a signal with a checkpoint; can be resumed. */
      STOPPED,
      /** An error ended it; can be resumed from its last checkpoint. */
      FAILED
    }

    public End {
      checkArgument(step >= 0, "step must not be negative: %s", step);
      checkArgument(!wallTime.isNegative(), "wallTime must not be negative: %s", wallTime);
      checkArgument(
          (outcome == Outcome.COMPLETED) == reason.isEmpty(),
          "a run that is %s has %s reason",
          outcome,
          outcome == Outcome.COMPLETED ? "no" : "a");
    }
  }
}
