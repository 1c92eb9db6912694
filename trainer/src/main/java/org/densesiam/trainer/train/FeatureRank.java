package org.densesiam.trainer.train;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.export.Normalisation;
import org.densesiam.model.SiameseNetwork;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.trainer.config.PretrainConfig;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.eval.LabelledImages;
import org.densesiam.trainer.eval.Spectrum;
import org.densesiam.trainer.eval.Tensors;
import org.densesiam.trainer.log.RunEvent;
import org.densesiam.trainer.log.ScalarNames;
import org.densesiam.trainer.run.TrainingPosition;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Whether the backbone's features fall into fewer and fewer directions: {@link Spectrum} of its
 * last stage, averaged over each image, on images that are not trained on. A run without such
 * images has no such meter; it measures nothing that it was not given images for.
 *
 * <p>The middle squares of the first 2,048 images in stored order, which is a random one unless the
 * import was told otherwise. RankMe takes 25,600 of the images that were trained on; with fewer
 * than a few times the channels the rank is that of the images as much as of the network, and only
 * the course over one run says something.
 *
 * <p>As the network is used later: by running statistics, without colour changes. So there is
 * nothing before the first step of a run from random weights, whose batch norms begin with mean 0
 * and variance 1: on 50 ImageNet photographs that gave 8.3 where the batches' own statistics gave
 * 25.5, and training, at 21 after an epoch, seemed to raise what it lowered. Running averages at
 * momentum 0.9, moved by two views a step, forget their beginning in some twenty steps.
 *
 * <p>In float32, whatever training computes in: the rounding of bfloat16, 1 in 256, points in all
 * directions, and would hide a collapse. Variables are read, nothing is written, no random number
 * is drawn: the run goes on as if nobody had looked.
 */
final class FeatureRank implements TrainingHook {
  private static final int LAST_STAGE = 5;
  private static final int MAX_IMAGES = 2048;

  /** Of a pre-training, at most: enough for any curve. */
  private static final int MEASUREMENTS = 100;

  /**
   * How images are gone through.
   *
   * @param sizePx {@code P}, a multiple of 32
   * @param batchSize images at a time; changes no figure
   */
  private record Reading(ShardSet shards, int sizePx, int batchSize) {}

  private final Reading reading;
  private final Schedule schedule;
  private final int channels;
  private final Placeholder<TUint8> fed; // [B, P, P, 3]
  private final Operand<TFloat32> pooled; // [B, C5]
  private final Operand<TBool> hasStatistics; // scalar

  private FeatureRank(
      Ops tf, TrainingGraph<?> training, TrainingConfig config, Reading reading, int everyEpochs) {
    this.reading = reading;
    this.schedule = new Schedule(true, Optional.of(everyEpochs), true);
    this.channels = config.model().backbone().channels(LAST_STAGE);
    long sidePx = reading.sizePx;
    this.fed = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, sidePx, sidePx, 3)));
    Operand<TFloat32> normalised =
        new Normalisation(config.colour().mean(), config.colour().std()).apply(tf, fed);
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(tf, ForwardPass.Mode.INFERENCE, new WeightReader<>(tf, TFloat32.class));
    this.pooled =
        tf.math.mean(
            training.network(SiameseNetwork.class).encode(pass, normalised).res(LAST_STAGE),
            tf.constant(new int[] {1, 2}));
    this.hasStatistics = hasStatistics(tf, training);
  }

  /** Whether a batch norm has seen images: its running mean begins with exactly 0. */
  private static Operand<TBool> hasStatistics(Ops tf, TrainingGraph<?> training) {
    Variable mean =
        training.variables().all().stream()
            .filter(variable -> variable.kind() == Variable.Kind.STATISTIC)
            .filter(variable -> variable.name().startsWith("backbone."))
            .filter(variable -> variable.name().endsWith(".running_mean"))
            .findFirst()
            .orElseThrow();
    return tf.reduceAny(
        tf.math.notEqual(tf.readVariableOp(mean.handle(), TFloat32.class), tf.constant(0f)),
        tf.constant(new int[] {0}));
  }

  /** Of a pre-training: after every epoch, or after a hundred of them in longer ones. */
  static FeatureRank of(Ops tf, TrainingGraph<?> training, ShardSet shards, PretrainConfig config) {
    int sizePx = Math.max(32, config.views().sizePx() / 32 * 32); // what the images can be cut to
    int everyEpochs = (config.run().epochs() + MEASUREMENTS - 1) / MEASUREMENTS;
    return new FeatureRank(
        tf, training, config, new Reading(shards, sizePx, config.data().batchSize()), everyEpochs);
  }

  /** Of a segmentation: whenever it is evaluated, at the evaluation's size. */
  static FeatureRank of(Ops tf, TrainingGraph<?> training, ShardSet shards, SegmentConfig config) {
    return new FeatureRank(
        tf,
        training,
        config,
        new Reading(shards, config.evaluation().sizePx(), config.evaluation().batchSize()),
        config.evaluation().everyEpochs());
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public void run(Moment moment) {
    if (!hasStatistics(moment.session())) {
      return;
    }
    Spectrum spectrum = Spectrum.of(features(moment), channels);
    TrainingPosition at = moment.position();
    moment
        .listener()
        .on(
            new RunEvent.Evaluation(
                at.step(),
                at.epoch(),
                ImmutableMap.of(ScalarNames.EFFECTIVE_RANK, spectrum.effectiveRank()),
                ImmutableMap.of(ScalarNames.LOG10_SPECTRUM, spectrum.log10Shares())));
  }

  private boolean hasStatistics(Session session) {
    try (Result result = session.runner().fetch(hasStatistics).run()) {
      return ((TBool) result.get(0)).getBoolean();
    }
  }

  /** {@code [images, C5]}, row by row. */
  private float[] features(Moment moment) {
    long total = Math.min(MAX_IMAGES, reading.shards.records());
    int most = MAX_IMAGES * channels;
    List<float[]> batches = new ArrayList<>();
    int[] numbers = {0};
    // Opened each time: a run's first session is to be the one that trains, and threads that read
    // ahead are not to wait all epoch.
    try (LabelledImages images =
        new LabelledImages(reading.shards, reading.sizePx, reading.batchSize)) {
      images.forEachWhile(
          batch -> {
            float[] features = features(moment.session(), batch.images());
            batches.add(features);
            numbers[0] += features.length;
            moment.measuring("features", Math.min(total, numbers[0] / channels), total);
            return numbers[0] < most;
          });
    }
    return Arrays.copyOf(
        Floats.concat(batches.toArray(float[][]::new)), Math.min(most, numbers[0]));
  }

  private float[] features(Session session, TUint8 batch) {
    try (Result result = session.runner().feed(fed, batch).fetch(pooled).run()) {
      return Tensors.floats((TFloat32) result.get(0));
    }
  }
}
