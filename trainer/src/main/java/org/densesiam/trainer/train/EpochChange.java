package org.densesiam.trainer.train;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.densesiam.model.scope.Variable;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.optim.LearningRate;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.TrainingPosition;

/**
 * Going on with a run to another number of epochs than its configuration says.
 *
 * @param run that goes on
 * @param records of an epoch
 * @param before the run's own configuration
 * @param now the same but for {@code run.epochs}
 */
record EpochChange(RunDirectory run, long records, TrainingConfig before, TrainingConfig now) {

  /**
   * Fails if the run has come further already.
   *
   * @param reached by the checkpoint that it goes on from
   * @throws IllegalArgumentException with the fewest epochs that it can have
   */
  void check(TrainingPosition reached) {
    int fewest = reached.epoch() + (reached.position() > 0 ? 1 : 0);
    checkArgument(
        now.run().epochs() >= fewest,
        "--epochs %s is less than %s has done: its checkpoint of step %s belongs to epoch %s;"
            + " give --epochs %s or more, or begin another run",
        now.run().epochs(),
        run.path(),
        reached.step(),
        fewest,
        fewest);
  }

  /**
   * What the user is to know: that steps which are done would have been others in a run of so many
   * epochs from the start. Empty if they are the same.
   *
   * @param reached by the checkpoint that the run goes on from
   */
  Optional<String> sentence(TrainingPosition reached) {
    List<String> different = new ArrayList<>();
    if (areRatesChanged(reached.step())) {
      different.add(
          "the learning rate (optimizer.schedule %s)"
              .formatted(Spelling.of(now.optimizer().schedule())));
    }
    if (areLossesChanged(reached.step())) {
      different.add("the start of the region loss (model.region.startFraction)");
    }
    return different.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Going on to %d epochs, not %d: %s %s on the number of epochs, so the result is not that of a run of %d epochs from the start"
                .formatted(
                    now.run().epochs(),
                    before.run().epochs(),
                    String.join(" and ", different),
                    different.size() == 1 ? "depends" : "depend",
                    now.run().epochs()));
  }

  private boolean areRatesChanged(long steps) {
    LearningRate rateBefore = plan(before).learningRate(before);
    LearningRate rateNow = plan(now).learningRate(now);
    return LongStream.range(0, steps)
        .anyMatch(
            step ->
                rateBefore.at(step, Variable.Group.BODY) != rateNow.at(step, Variable.Group.BODY));
  }

  private boolean areLossesChanged(long steps) {
    double totalBefore = plan(before).totalSteps();
    double totalNow = plan(now).totalSteps();
    return LongStream.range(0, steps)
        .anyMatch(
            step ->
                !before
                    .model()
                    .active(step / totalBefore)
                    .equals(now.model().active(step / totalNow)));
  }

  private TrainingPlan plan(TrainingConfig config) {
    return TrainingPlan.of(config, records);
  }

  /** Makes it the run's own number. Whoever does it holds the run's lock. */
  void take() {
    run.writeConfig(now);
  }
}
