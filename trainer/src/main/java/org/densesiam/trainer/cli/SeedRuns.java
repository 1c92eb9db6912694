package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.SeedScores;
import org.densesiam.trainer.machine.Program;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.train.RunOrder;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs that differ in their seeds only, each in a folder of its own below {@code --run}. Stopped,
 * they go on when started again.
 *
 * @param count how many, at least 2
 */
record SeedRuns(int count, CommandSpec spec) {

  /**
   * Runs them one after the other, then reports mean and standard deviation.
   *
   * @param order of the first
   * @param run trains one seed; its result is an {@link ExitCode}
   * @return an {@link ExitCode}: the first that is not done, else done
   */
  @SuppressWarnings("unchecked") // withSeed gives a configuration of its own type
  <C extends SegmenterConfig> int run(RunOrder<C> order, ToIntFunction<RunOrder<C>> run) {
    if (order.heldOut().isEmpty() || order.resume()) {
      throw new IllegalArgumentException(
          "--repeat compares scores: it needs --eval-data, and goes on by itself, without --resume");
    }
    ImmutableList.Builder<SeedScores.OfSeed> scores = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      long seed = order.config().run().seed() + i;
      Path folder = order.run().resolve("seed-" + seed);
      int exit = run.applyAsInt(order.in(folder, (C) order.config().withSeed(seed)));
      if (exit != ExitCode.DONE) {
        spec.commandLine()
            .getOut()
            .printf("Go on with all seeds: %s%n", Program.command(order.commandLine()));
        return exit;
      }
      scores.add(scores(RunDirectory.open(folder), seed));
    }
    SeedScores all = new SeedScores(scores.build());
    all.write(order.run());
    all.lines().forEach(spec.commandLine().getOut()::println);
    return ExitCode.DONE;
  }

  private static SeedScores.OfSeed scores(RunDirectory run, long seed) {
    return new SeedScores.OfSeed(
        seed, scores(run.evaluation().resolve(RunDirectory.BEFORE)), scores(run.evaluation()));
  }

  private static SeedScores.Scores scores(Path folder) {
    return EvaluationFiles.read(folder)
        .flatMap(EvaluationSummary::scores)
        .map(SeedScores.Scores::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    folder.resolve(EvaluationFiles.SUMMARY)
                        + " has no scores: --eval-data has no labels"));
  }
}
