package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.SegmentingNetwork;
import org.densesiam.trainer.config.SegmenterConfig;
import org.densesiam.trainer.eval.Evaluation;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationPictures;
import org.densesiam.trainer.eval.EvaluationResult;
import org.densesiam.trainer.eval.EvaluationSummary;
import org.densesiam.trainer.eval.EvaluationSummary.Matching;
import org.densesiam.trainer.eval.SegmentationScores;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.op.Ops;

/**
 * Judges a segmenter on images that are not trained on: before the first step, after every so many
 * epochs, after the last. Labels of these images are used for nothing else, with one exception:
 * where the network learns from labels, the best state by mean IoU is kept beside the newest ones.
 */
final class EvaluationHook implements TrainingHook {
  private final SegmenterConfig config;
  private final RunDirectory run;
  private final Evaluation evaluation;
  private final SegmenterPredictor predictor;

  /**
   * Adds the network's answer to the graph of {@code tf}.
   *
   * @param run for the files of the newest evaluation, and the best checkpoint
   */
  EvaluationHook(
      Ops tf,
      TrainingGraph<?> training,
      ShardSet images,
      SegmenterConfig config,
      RunDirectory run) {
    this.config = config;
    this.run = run;
    this.evaluation =
        Evaluation.of(images, config.evaluation().sizePx(), config.evaluation().batchSize());
    this.predictor = SegmenterPredictor.add(tf, training.network(SegmentingNetwork.class), config);
  }

  @Override
  public Schedule schedule() {
    return new Schedule(true, Optional.of(config.evaluation().everyEpochs()), true);
  }

  @Override
  public void run(Moment moment) {
    EvaluationResult result = evaluate(moment);
    Path folder = run.evaluation();
    write(result, moment.isBeforeFirstStep() ? folder.resolve(RunDirectory.BEFORE) : folder);
    if (config.job().learnsFromLabels() && !moment.isBeforeFirstStep() && isBest(result)) {
      moment.checkpoint().accept(run.bestCheckpoints());
      write(result, run.bestEvaluation());
    }
  }

  /**
   * Also when the best one comes again, after going back to a step before it: it may be damaged.
   */
  private boolean isBest(EvaluationResult result) {
    Optional<EvaluationSummary> before = EvaluationFiles.read(run.bestEvaluation());
    double best =
        before.flatMap(EvaluationSummary::scores).map(SegmentationScores::meanIou).orElse(-1.0);
    boolean again = before.flatMap(EvaluationSummary::step).equals(result.summary().step());
    return result
        .summary()
        .scores()
        .filter(scores -> again ? scores.meanIou() >= best : scores.meanIou() > best)
        .isPresent();
  }

  private void write(EvaluationResult result, Path folder) {
    EvaluationFiles.write(result, evaluation.classes(), folder);
  }

  private EvaluationResult evaluate(Moment moment) {
    TrainingPosition at = moment.position();
    EvaluationResult result =
        evaluation
            .run(
                predictor.in(moment.session()),
                Matching.of(config.job()),
                done -> moment.measuring("evaluation", done, evaluation.images()))
            .atStep(at.step());
    moment.listener().on(new RunEvent.Evaluation(at.step(), at.epoch(), scalars(result)));
    moment
        .listener()
        .on(
            new RunEvent.Images(
                at.step(),
                ImmutableMap.of(
                    "evaluation", new EvaluationPictures(result, evaluation.classes()).samples())));
    return result;
  }

  private static ImmutableMap<String, Double> scalars(EvaluationResult result) {
    return result.summary().scores().map(EvaluationHook::scalars).orElse(ImmutableMap.of());
  }

  private static ImmutableMap<String, Double> scalars(SegmentationScores scores) {
    return ImmutableMap.of(
        ScalarNames.EVALUATION_MIOU, scores.meanIou(),
        ScalarNames.EVALUATION_ACCURACY, scores.accuracy());
  }

  @Override
  public void close() {
    evaluation.close();
  }
}
