package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.densesiam.model.scope.Initializer;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.trainer.eval.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Learns a linear classifier on frozen features: cross-entropy, Adam (Kingma and Ba, ICLR 2015) at
 * a rate that falls to 0 as a cosine. Channels are brought to mean 0 and deviation 1 first, since
 * stages differ in scale by orders of magnitude, and one rate must fit all; the classifier that
 * comes out is one of features as they are.
 *
 * @param steps of training, at least 1
 * @param batchSize features a step, at least 1; all of a smaller bank
 * @param learningRate where the cosine starts, above 0
 * @param weightDecay at least 0, in the loss; the bias is spared
 * @param seed of the order of features
 */
public record LinearTraining(
    int steps, int batchSize, double learningRate, double weightDecay, long seed) {
  /** 3,000 steps of 512. */
  public static final LinearTraining DEFAULT = new LinearTraining(3000, 512, 3e-3, 1e-4, 0);

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  public LinearTraining {
    checkArgument(steps >= 1, "steps must be at least 1: %s", steps);
    checkArgument(batchSize >= 1, "batchSize must be at least 1: %s", batchSize);
    checkArgument(learningRate > 0, "learningRate must be above 0: %s", learningRate);
    checkArgument(weightDecay >= 0, "weightDecay must not be negative: %s", weightDecay);
  }

  /** This training with another order of features. */
  public LinearTraining withSeed(long value) {
    return new LinearTraining(steps, batchSize, learningRate, weightDecay, value);
  }

  /**
   * Learns a classifier.
   *
   * @param bank labels are classes, 0 to {@code classes - 1}
   * @param classes {@code K}, at least 1
   */
  public LinearMap fit(FeatureBank bank, int classes) {
    ChannelScaling scaling = ChannelScaling.of(bank);
    try (Learner learner = new Learner(bank.scaled(scaling), classes)) {
      Random random = new Random(seed);
      for (int step = 0; step < steps; step++) {
        learner.step(step, learningRate * (1 + Math.cos(Math.PI * step / steps)) / 2, random);
      }
      return scaling.before(learner.map());
    }
  }

  /** The graph of one training. */
  private final class Learner implements AutoCloseable {
    private final FeatureBank bank;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> features; // [n, C]
    private final Placeholder<TInt32> labels; // [n]
    private final Placeholder<TFloat32> rate; // scalar
    private final Placeholder<TFloat32> beta1Power; // scalar, beta1 to the power of the step
    private final Placeholder<TFloat32> beta2Power;
    private final Operand<TFloat32> weights; // [C, K]
    private final Operand<TFloat32> bias; // [K]
    private final Op train;

    Learner(FeatureBank bank, int classes) {
      this.bank = bank;
      Ops tf = Ops.create(graph);
      VariableStore store = new VariableStore(tf, seed);
      ModelScope scope = ModelScope.root(store);
      Variable weightVariable =
          scope.weight("weight", Shape.of(bank.channels(), classes), Initializer.zeros());
      Variable biasVariable = scope.weight("bias", Shape.of(classes), Initializer.zeros());
      features = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, bank.channels())));
      labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      rate = scalar(tf);
      beta1Power = scalar(tf);
      beta2Power = scalar(tf);
      weights = tf.readVariableOp(weightVariable.handle(), TFloat32.class);
      bias = tf.readVariableOp(biasVariable.handle(), TFloat32.class);
      Output<?>[] gradients =
          graph.addGradients(
              loss(tf, classes).asOutput(), new Output<?>[] {weights.asOutput(), bias.asOutput()});
      List<Op> updates = new ArrayList<>();
      updates.add(adam(tf, store, weightVariable, gradients[0].expect(TFloat32.class)));
      updates.add(adam(tf, store, biasVariable, gradients[1].expect(TFloat32.class)));
      train = tf.withControlDependencies(updates).noOp();
      session = new Session(graph);
      session.run(store.initializer());
    }

    private Placeholder<TFloat32> scalar(Ops tf) {
      return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    private Operand<TFloat32> loss(Ops tf, int classes) {
      Operand<TFloat32> scores = tf.math.add(tf.linalg.matMul(features, weights), bias);
      Operand<TFloat32> wanted =
          tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
      Operand<TFloat32> entropy = tf.nn.softmaxCrossEntropyWithLogits(scores, wanted).loss();
      return tf.math.add(
          tf.math.mean(entropy, tf.constant(0)),
          tf.math.mul(tf.nn.l2Loss(weights), tf.constant((float) weightDecay)));
    }

    private Op adam(Ops tf, VariableStore slots, Variable variable, Operand<TFloat32> gradient) {
      return tf.train.resourceApplyAdam(
          variable.handle(),
          slot(slots, variable, "/mean"),
          slot(slots, variable, "/square"),
          beta1Power,
          beta2Power,
          rate,
          tf.constant(BETA1),
          tf.constant(BETA2),
          tf.constant(EPSILON),
          gradient);
    }

    private Operand<? extends TType> slot(VariableStore slots, Variable variable, String name) {
      return slots
          .create(
              variable.name() + name,
              variable.shape(),
              Variable.Kind.SLOT,
              variable.group(),
              Initializer.zeros())
          .handle();
    }

    void step(int step, double learningRate, Random random) {
      int[] rows = rows(random);
      int[] classes = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        classes[i] = bank.label(rows[i]);
      }
      try (TFloat32 x = bank.tensor(rows);
          TInt32 y = TInt32.vectorOf(classes);
          TFloat32 now = TFloat32.scalarOf((float) learningRate);
          TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA1, step + 1));
          TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA2, step + 1))) {
        session
            .runner()
            .feed(features, x)
            .feed(labels, y)
            .feed(rate, now)
            .feed(beta1Power, power1)
            .feed(beta2Power, power2)
            .addTarget(train)
            .run()
            .close();
      }
    }

    /** Drawn with replacement, or all where there are no more. */
    private int[] rows(Random random) {
      return bank.size() <= batchSize
          ? IntStream.range(0, bank.size()).toArray()
          : random.ints(batchSize, 0, bank.size()).toArray();
    }

    LinearMap map() {
      try (Result result = session.runner().fetch(weights).fetch(bias).run()) {
        return LinearMap.of(
            Tensors.floats((TFloat32) result.get(0)), Tensors.floats((TFloat32) result.get(1)));
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
