package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.densesiam.model.scope.Variable;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.log.TrainingListener;
import org.densesiam.trainer.machine.ProcessMemory;
import org.densesiam.trainer.machine.StopSignal;
import org.densesiam.trainer.optim.LearningRate;
import org.densesiam.trainer.run.CheckpointStore;
import org.densesiam.trainer.run.TrainingPosition;

/** The training loop. What it tells goes to a listener; what it keeps are checkpoints. */
final class Trainer {
  private final TrainingConfig config;
  private final TrainingPlan plan;
  private final TrainingSession session;
  private final CheckpointStore checkpoints;
  private final TrainingListener listener;
  private final StopSignal stop;
  private final LearningRate learningRate;
  private final StepClock clock = new StepClock();

  Trainer(
      TrainingConfig config,
      TrainingPlan plan,
      TrainingSession session,
      CheckpointStore checkpoints,
      TrainingListener listener,
      StopSignal stop) {
    this.config = config;
    this.plan = plan;
    this.session = session;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.stop = stop;
    this.learningRate = plan.learningRate(config);
  }

  /**
   * Trains until all epochs are done or a stop is asked for, and leaves a checkpoint either way.
   *
   * @return how far it came
   * @throws IllegalStateException if a loss or a weight is not finite, or more records are broken
   *     than allowed
   */
  TrainingPosition run(TrainingPosition start) {
    TrainingPosition position = start;
    while (position.epoch() < config.run().epochs() && stop.request().isEmpty()) {
      TrainingPosition next = epoch(position);
      if (next.epoch() > position.epoch()) {
        session.prepare(next, listener);
        if (next.epoch() < config.run().epochs()) {
          session.look(next, listener); // after the last epoch, its checkpoint is there first
        }
        clock.skip();
      }
      position = next;
    }
    if (!position.equals(start) && !isCheckpointed(position)) {
      write(position);
    }
    return position;
  }

  /** To the end of the epoch, unless a stop is asked for before. */
  private TrainingPosition epoch(TrainingPosition start) {
    long begin = System.nanoTime();
    session.start(start);
    clock.addWait((System.nanoTime() - begin) / 1e9);
    TrainingPosition position = start;
    while (stop.request().isEmpty()) {
      Optional<TrainingPosition> next = step(position);
      if (next.isEmpty()) {
        return plan.endOfEpoch(position, config.run().maxSkippedShare());
      }
      position = next.orElseThrow();
      if (position.step() % config.run().checkpointEverySteps() == 0) {
        write(position);
      }
    }
    return position;
  }

  /** One step, if the epoch has one left. */
  private Optional<TrainingPosition> step(TrainingPosition position) {
    long number = position.step() + 1;
    boolean logged = number % config.run().logEverySteps() == 0 || number == plan.totalSteps();
    boolean pictured = // the first one too: it shows the views at once
        config
            .run()
            .imagesEverySteps()
            .filter(every -> number == 1 || number % every == 0)
            .isPresent();
    Optional<StepRun.Outcome> outcome =
        session.step(position.step(), learningRate, new StepRun.Wanted(logged, pictured));
    return outcome.map(
        done -> {
          TrainingPosition next =
              position.afterBatch(done.lastPosition(), config.data().batchSize());
          check(next, done);
          clock.add(config.data().batchSize(), done.waitSeconds());
          if (logged) {
            listener.on(report(next, done));
          }
          done.picture()
              .map(picture -> ImmutableMap.of("views", picture))
              .ifPresent(sheet -> listener.on(new RunEvent.Images(number, sheet)));
          return next;
        });
  }

  private void check(TrainingPosition position, StepRun.Outcome outcome) {
    plan.checkSkipped(position, config.run().maxSkippedShare());
    // Terms first: a total that is not finite says nothing of where it comes from.
    outcome.scalars().entrySet().stream()
        .filter(scalar -> scalar.getKey().startsWith(ScalarNames.LOSS_PREFIX))
        .filter(scalar -> !Double.isFinite(scalar.getValue()))
        .min(Comparator.comparing(scalar -> scalar.getKey().equals(ScalarNames.LOSS_TOTAL)))
        .ifPresent(
            scalar -> {
              throw notFinite(scalar.getKey() + " is " + scalar.getValue(), position.step());
            });
  }

  /** The loss of a step can be finite although its update has lost the weights. */
  private void checkWeights(long step) {
    ImmutableList<String> lost = session.notFinite();
    if (!lost.isEmpty()) {
      String others = lost.size() == 1 ? "" : " (and %d others)".formatted(lost.size() - 1);
      throw notFinite(lost.get(0) + others + " is no longer finite", step);
    }
  }

  private IllegalStateException notFinite(String what, long step) {
    return new IllegalStateException(
        "%s at step %d, with learning rate %.4g; the weights are lost. %s. Try a lower"
                .formatted(what, step, learningRate.at(step - 1, Variable.Group.BODY), lastGood())
            + " optimizer.baseLearningRate or some optimizer.warmupEpochs");
  }

  private String lastGood() {
    return checkpoints
        .latest()
        .map(folder -> "The last good checkpoint is " + folder)
        .orElse("There is no checkpoint yet");
  }

  private RunEvent.Step report(TrainingPosition position, StepRun.Outcome outcome) {
    ImmutableMap.Builder<String, Double> scalars =
        ImmutableMap.<String, Double>builder()
            .putAll(outcome.scalars())
            .put(
                ScalarNames.LEARNING_RATE,
                learningRate.at(position.step() - 1, Variable.Group.BODY))
            .putAll(clock.lap())
            .put(ScalarNames.SKIPPED_RECORDS, (double) position.skipped());
    ProcessMemory.current()
        .ifPresent(
            memory -> scalars.put(ScalarNames.RESIDENT_MEMORY, memory.residentBytes() / 1e6));
    return new RunEvent.Step(
        position.step(),
        plan.totalSteps(),
        position.epoch(),
        config.run().epochs(),
        scalars.buildOrThrow(),
        Instant.now());
  }

  private boolean isCheckpointed(TrainingPosition position) {
    return checkpoints
        .latest()
        .map(folder -> CheckpointStore.describe(folder).position().equals(position))
        .orElse(false);
  }

  private void write(TrainingPosition position) {
    long begin = System.nanoTime();
    checkWeights(position.step());
    Path folder = checkpoints.write(session.describe(position), session::save);
    listener.on(
        new RunEvent.Checkpoint(
            position.step(), folder, Duration.ofNanos(System.nanoTime() - begin)));
  }
}
