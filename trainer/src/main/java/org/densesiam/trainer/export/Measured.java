package org.densesiam.trainer.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.Optional;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.SegmentationScores;
import org.densesiam.trainer.log.MetricsFile;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.HeldOutResult;
import org.densesiam.trainer.run.RunDirectory;

/**
 * How a network does.
 *
 * @param metrics by the names of {@code metrics.jsonl}
 * @param on what was measured
 */
record Measured(ImmutableSortedMap<String, Double> metrics, String on) {
  private static final ImmutableList<String> NETWORK_SCALARS =
      ImmutableList.of(
          ScalarNames.LOSS_PREFIX,
          ScalarNames.COLLAPSE_PREFIX,
          ScalarNames.AGREEMENT_PREFIX,
          ScalarNames.ENTROPY_PREFIX,
          ScalarNames.ACCURACY_PREFIX);

  /** On held-out images where the run had some, else what was logged up to the checkpoint. */
  static Measured inTraining(RunDirectory run, long step) {
    Optional<HeldOutResult> heldOut =
        HeldOutResult.read(run.heldOutFile()).filter(result -> !result.after().isEmpty());
    return heldOut
        .map(
            result ->
                new Measured(
                    ImmutableSortedMap.copyOf(result.after()),
                    result.images() + " held-out images, at the end of training"))
        .orElseGet(
            () ->
                new Measured(
                    ImmutableSortedMap.copyOf(lastLogged(run, step)),
                    "training images, at the last logged step"));
  }

  /** On labelled images where the run was evaluated, else as {@link #inTraining}. */
  static Measured byEvaluation(
      RunDirectory run, long step, Optional<EvaluationSummary> evaluation) {
    Optional<SegmentationScores> scores = evaluation.flatMap(EvaluationSummary::scores);
    return scores
        .map(
            found ->
                new Measured(
                    ImmutableSortedMap.of(
                        ScalarNames.EVALUATION_MIOU,
                        found.meanIou(),
                        ScalarNames.EVALUATION_ACCURACY,
                        found.accuracy()),
                    evaluation.orElseThrow().images()
                        + " labelled images, by the run's newest evaluation"))
        .orElseGet(() -> inTraining(run, step));
  }

  /** Scalars of the last step that was logged up to the checkpoint. */
  private static ImmutableMap<String, Double> lastLogged(RunDirectory run, long step) {
    ImmutableList<RunEvent.Step> reports =
        MetricsFile.read(run.metricsFile()).stream()
            .filter(report -> report.step() <= step)
            .collect(ImmutableList.toImmutableList());
    return reports.isEmpty()
        ? ImmutableMap.of()
        : ImmutableMap.copyOf(
            Maps.filterKeys(reports.get(reports.size() - 1).scalars(), Measured::isOfTheNetwork));
  }

  /** Not of the machine, nor of the optimiser. */
  private static boolean isOfTheNetwork(String scalar) {
    return NETWORK_SCALARS.stream().anyMatch(scalar::startsWith);
  }
}
