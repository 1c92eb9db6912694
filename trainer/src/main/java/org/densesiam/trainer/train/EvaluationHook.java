package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.model.SegmentationNetwork;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.eval.Evaluation;
import org.densesiam.trainer.eval.EvaluationFiles;
import org.densesiam.trainer.eval.EvaluationPictures;
import org.densesiam.trainer.eval.EvaluationResult;
import org.densesiam.trainer.eval.SegmentationScores;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.RunDirectory;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.op.Ops;

/**
 * Judges a segmentation on images that are not trained on: before the first step, after every so
 * many epochs, after the last. Labels are used for nothing else.
 */
final class EvaluationHook implements TrainingHook {
  private final SegmentConfig config;
  private final Path folder;
  private final Evaluation evaluation;
  private final SegmenterPredictor predictor;

  /**
   * Adds the network's answer to the graph of {@code tf}.
   *
   * @param folder for the files of the newest evaluation
   */
  EvaluationHook(
      Ops tf, TrainingGraph training, ShardSet images, SegmentConfig config, Path folder) {
    this.config = config;
    this.folder = folder;
    this.evaluation =
        Evaluation.of(images, config.evaluation().sizePx(), config.evaluation().batchSize());
    this.predictor =
        SegmenterPredictor.add(tf, training.network(SegmentationNetwork.class), config);
  }

  @Override
  public Schedule schedule() {
    return new Schedule(true, Optional.of(config.evaluation().everyEpochs()), true);
  }

  @Override
  public void run(Moment moment) {
    EvaluationFiles.write(
        evaluate(moment),
        evaluation.classes(),
        moment.isBeforeFirstStep() ? folder.resolve(RunDirectory.BEFORE) : folder);
  }

  private EvaluationResult evaluate(Moment moment) {
    TrainingPosition at = moment.position();
    EvaluationResult result = evaluation.run(predictor.in(moment.session())).atStep(at.step());
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
