package org.densesiam.trainer.probe;

import com.google.common.collect.ImmutableList;
import org.densesiam.export.Normalisation;
import org.densesiam.export.PixelScores;
import org.densesiam.model.backbone.Backbone;
import org.densesiam.model.backbone.BackboneConfig;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.model.weights.WeightAssignment;
import org.densesiam.model.weights.WeightFit;
import org.densesiam.trainer.config.TrainingConfig;
import org.densesiam.trainer.eval.LabelPredictor;
import org.densesiam.trainer.eval.LabelledImages;
import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A backbone whose weights stay as they are, in float32, its batch norms by running statistics.
 *
 * <p>An untrained network has no running statistics worth the name: by mean 0 and variance 1 its
 * activations would double with every block, and the probe would judge that, not the features. So
 * {@link #random} ones first see training images ({@link #calibrate}), as the statistics of trained
 * ones have; nothing else is learned from them ("Rethinking 'Batch' in BatchNorm", Wu and Johnson,
 * 2021, section 3).
 *
 * <p>Owns its graph and session. Not for several threads.
 */
public final class FrozenNetwork implements AutoCloseable {
  /** Enough that a running average at momentum 0.9 forgets where it began: 0.9^50 is 0.005. */
  private static final int CALIBRATION_BATCHES = 50;

  private final BackboneConfig config;
  private final int stage;
  private final String origin;
  private final Graph graph = new Graph();
  private final Session session;
  private final VariableStore variables;
  private final Placeholder<TUint8> images; // [B, P, P, 3]
  private final Operand<TFloat32> dense; // [B, h, w, C]
  private final Operand<TFloat32> pooled; // [B, C5]
  private final Op calibration;
  private final Scores scores;

  private FrozenNetwork(TrainingConfig training, int stage, long seed, String origin) {
    this.config = training.model().backbone();
    this.stage = stage;
    this.origin = origin;
    Ops tf = Ops.create(graph);
    this.variables = new VariableStore(tf.withSubScope("variables"), seed);
    Backbone backbone = config.build(ModelScope.root(variables).child("backbone"));
    this.images = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    Operand<TFloat32> normalised =
        new Normalisation(training.colour().mean(), training.colour().std()).apply(tf, images);
    WeightReader<TFloat32> weights = new WeightReader<>(tf, TFloat32.class);
    ForwardPass<TFloat32> pass =
        new ForwardPass<>(tf.withSubScope("frozen"), ForwardPass.Mode.INFERENCE, weights);
    Features<TFloat32> features = backbone.apply(pass, normalised);
    this.dense = features.res(stage);
    this.pooled = tf.math.mean(features.res5(), tf.constant(new int[] {1, 2}));
    ForwardPass<TFloat32> byBatch =
        new ForwardPass<>(tf.withSubScope("calibration"), ForwardPass.Mode.TRAINING, weights);
    backbone.apply(byBatch, normalised);
    this.calibration =
        tf.withControlDependencies(
                ImmutableList.copyOf(BatchStatistics.update(tf, byBatch.statistics())))
            .noOp();
    this.scores = new Scores(tf);
    this.session = new Session(graph);
    session.run(variables.initializer());
  }

  /**
   * A backbone of given weights.
   *
   * @param config says the architecture and how pixels are normalised
   * @param weights names below {@code backbone.}, in our layouts
   * @param stage 2 to 5, whose output {@link #dense} is
   * @throws IllegalArgumentException if the weights do not fit
   */
  public static FrozenNetwork trained(TrainingConfig config, NamedArrays weights, int stage) {
    // Every weight is replaced, so the seed is of no account.
    FrozenNetwork network = new FrozenNetwork(config, stage, 0, weights.origin());
    try {
      WeightFit.checkExact(
          weights.origin(),
          weights.shapes(),
          WeightFit.shapes(network.variables.all()),
          "give weights of the run's backbone");
      new WeightAssignment(Ops.create(network.graph), network.variables.all())
          .assign(network.session, weights);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** A backbone as a run of {@code config} and {@code seed} begins with it. */
  public static FrozenNetwork random(TrainingConfig config, long seed, int stage) {
    return new FrozenNetwork(config, stage, seed, "random weights of seed " + seed);
  }

  /** Architecture and origin, for people. */
  @Override
  public String toString() {
    return "%s of width %s, %s".formatted(config.depth(), config.width(), origin);
  }

  /** Gives the batch norms statistics, from 50 batches; a small set is gone through repeatedly. */
  void calibrate(LabelledImages set) {
    int[] left = {CALIBRATION_BATCHES};
    while (left[0] > 0) {
      set.forEachWhile(
          batch -> {
            session.runner().feed(images, batch.images()).addTarget(calibration).run().close();
            return --left[0] > 0;
          });
    }
  }

  /** {@code C} of {@link #dense}. */
  int channels() {
    return config.channels(stage);
  }

  /** {@code C} of {@link #pooled}. */
  int pooledChannels() {
    return config.channels(5);
  }

  /** The stage's output for some images. */
  FeatureMaps dense(TUint8 batch) {
    try (Result result = session.runner().feed(images, batch).fetch(dense).run()) {
      return FeatureMaps.of((TFloat32) result.get(0));
    }
  }

  /** Means of the last stage's output: maps of 1 x 1. */
  FeatureMaps pooled(TUint8 batch) {
    try (Result result = session.runner().feed(images, batch).fetch(pooled).run()) {
      return FeatureMaps.of((TFloat32) result.get(0));
    }
  }

  /** The output of {@code map} at every point of the stage's output, interpolated, compared. */
  LabelPredictor predictor(LinearMap map) {
    return new LabelPredictor() {
      @Override
      public int clusters() {
        return map.outputs();
      }

      @Override
      public int[] predict(TUint8 batch) {
        try (TFloat32 weights = map.weightTensor();
            TFloat32 bias = map.biasTensor();
            Result result =
                session
                    .runner()
                    .feed(images, batch)
                    .feed(scores.weights, weights)
                    .feed(scores.bias, bias)
                    .fetch(scores.labels)
                    .run()) {
          return Tensors.ints((TInt32) result.get(0));
        }
      }
    };
  }

  /** A 1x1 convolution whose weights are fed. */
  private final class Scores {
    final Placeholder<TFloat32> weights; // [C, K]
    final Placeholder<TFloat32> bias; // [K]
    final Operand<TInt32> labels; // [B, P, P]

    Scores(Ops tf) {
      weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(channels(), -1)));
      bias = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> points = tf.reshape(dense, tf.constant(new int[] {-1, channels()}));
      Operand<TFloat32> flat = tf.math.add(tf.linalg.matMul(points, weights), bias); // [B h w, K]
      Operand<TInt32> map =
          tf.slice(tf.shape(dense), tf.constant(new int[] {0}), tf.constant(new int[] {3}));
      Operand<TInt32> shape =
          tf.concat(ImmutableList.of(map, tf.shape(bias)), tf.constant(0)); // [B, h, w, K]
      labels = PixelScores.of(tf, tf.reshape(flat, shape), images).labels();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
