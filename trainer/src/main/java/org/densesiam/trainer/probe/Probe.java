package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.eval.Evaluation;
import org.densesiam.trainer.eval.EvaluationResult;
import org.densesiam.trainer.eval.LabelPredictor;
import org.densesiam.trainer.eval.LabelledImages;
import org.densesiam.trainer.probe.FeatureCollector.Cells;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;

/** Judges the features of a network: learns on one set what it then scores on another. */
public final class Probe {
  private static final int BATCH_SIZE = 16;
  private static final int MAX_KMEANS_ITERATIONS = 300;

  private final ProbeOrder order;
  private final ShardSet training;
  private final ShardSet evaluation;
  private final ProgressDisplay display;

  /**
   * A probe.
   *
   * @param training what is learned from
   * @param evaluation what is scored on; may be the same, but its figures then flatter
   * @param display shows how far it is
   * @throws IllegalArgumentException if the sets lack the labels that the task needs
   */
  public Probe(ProbeOrder order, ShardSet training, ShardSet evaluation, ProgressDisplay display) {
    this.order = order;
    this.training = training;
    this.evaluation = evaluation;
    this.display = display;
    switch (order.task()) {
      case LINEAR_SEG -> checkPixelClasses();
      case KMEANS -> pixelClasses(evaluation, "the evaluation data");
      case LINEAR, KNN -> {} // records tell, one by one
    }
  }

  private void checkPixelClasses() {
    ImmutableList<PixelClass> learned = pixelClasses(training, "the training data");
    ImmutableList<PixelClass> scored = pixelClasses(evaluation, "the evaluation data");
    checkArgument(
        names(learned).equals(names(scored)),
        "The training data's classes are %s, the evaluation data's %s; give data of the same classes",
        names(learned),
        names(scored));
  }

  private static ImmutableList<String> names(ImmutableList<PixelClass> classes) {
    return classes.stream().map(PixelClass::name).collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<PixelClass> pixelClasses(ShardSet set, String what) {
    return set.pixelClasses()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s, %s, has no labels of pixels; import it by densesiam import masks"
                        .formatted(what, set.files().get(0).getParent())));
  }

  /**
   * Runs it.
   *
   * @param network its stage's output is probed; random weights are calibrated on the training set
   */
  public ProbeResult run(FrozenNetwork network) {
    if (order.randomWeights()) {
      try (LabelledImages images = images(training)) {
        network.calibrate(images);
      }
    }
    return switch (order.task()) {
      case LINEAR_SEG ->
          linearSegmentation(network, collect(network, training, c -> c.points(Cells.LABELLED)));
      case KMEANS -> kMeans(network, collect(network, training, c -> c.points(Cells.ANY)));
      case LINEAR -> linear(network, pooledTraining(network), pooledEvaluation(network));
      case KNN -> nearest(network, pooledTraining(network), pooledEvaluation(network));
    };
  }

  private FeatureBank pooledTraining(FrozenNetwork network) {
    return collect(network, training, c -> c.pooled(ImageClassNumbers.ofTraining(training)));
  }

  private FeatureBank pooledEvaluation(FrozenNetwork network) {
    LongToIntFunction numbers = ImageClassNumbers.ofEvaluation(training, evaluation);
    return collect(network, evaluation, c -> c.pooled(numbers));
  }

  private FeatureBank collect(
      FrozenNetwork network, ShardSet set, Function<FeatureCollector, FeatureBank> collection) {
    try (LabelledImages images = images(set);
        Progress progress = display.start("features", "images", set.records())) {
      return collection.apply(
          new FeatureCollector(network, images, order.seed(), done -> progress.update(done, "")));
    }
  }

  private LabelledImages images(ShardSet set) {
    return new LabelledImages(set, order.sizePx(), BATCH_SIZE);
  }

  private ProbeResult linearSegmentation(FrozenNetwork network, FeatureBank points) {
    int classes = pixelClasses(training, "the training data").size();
    LinearMap map = LinearTraining.DEFAULT.withSeed(order.seed()).fit(points, classes);
    return segmentation(network, points, network.predictor(map));
  }

  private ProbeResult kMeans(FrozenNetwork network, FeatureBank points) {
    int classes = pixelClasses(evaluation, "the evaluation data").size();
    KMeans kMeans =
        new KMeans(order.clusters().orElse(classes), MAX_KMEANS_ITERATIONS, order.seed());
    return segmentation(network, points, network.predictor(kMeans.fit(points)));
  }

  private ProbeResult segmentation(
      FrozenNetwork network, FeatureBank points, LabelPredictor predictor) {
    try (Evaluation scoring = Evaluation.of(evaluation, order.sizePx(), BATCH_SIZE)) {
      EvaluationResult result =
          order.task() == ProbeOrder.Task.KMEANS
              ? scoring.run(predictor)
              : scoring.runSupervised(predictor);
      return new ProbeResult(
          order,
          network.toString(),
          points.size(),
          Optional.of(result.summary()),
          Optional.empty(),
          Optional.of(
              new ProbeResult.Pictures(result, pixelClasses(evaluation, "the evaluation data"))));
    }
  }

  private ProbeResult linear(FrozenNetwork network, FeatureBank learned, FeatureBank scored) {
    int classes = Math.max(learned.classes(), scored.classes());
    LinearMap map = LinearTraining.DEFAULT.withSeed(order.seed()).fit(learned, classes);
    ProbeResult.TopAccuracy.Tally tally = new ProbeResult.TopAccuracy.Tally(classes);
    for (int i = 0; i < scored.size(); i++) {
      tally.add(scored.label(i), map.scores(scored, i));
    }
    return classification(network, learned, tally.result());
  }

  private ProbeResult nearest(FrozenNetwork network, FeatureBank learned, FeatureBank scored) {
    return classification(network, learned, KNearest.DEFAULT.accuracy(learned, scored));
  }

  private ProbeResult classification(
      FrozenNetwork network, FeatureBank learned, ProbeResult.TopAccuracy accuracy) {
    return new ProbeResult(
        order,
        network.toString(),
        learned.size(),
        Optional.empty(),
        Optional.of(accuracy),
        Optional.empty());
  }
}
