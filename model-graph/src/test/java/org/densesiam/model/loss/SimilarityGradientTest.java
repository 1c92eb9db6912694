package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import java.util.Arrays;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.CentralDifferences;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Gradients of the similarities against central differences in float32. A step of 0.01 on values of
 * size 1 leaves a truncation error of about 1e-4 and a rounding error of about 1e-5, on gradients
 * of up to 0.3.
 */
class SimilarityGradientTest {
  private static final float STEP = 0.01f;
  private static final double TOLERANCE = 3e-4;

  /** A similarity with temperature 0.5 where it has one. */
  enum Kind {
    COSINE,
    CROSS_ENTROPY,
    CONTRAST;

    Operand<TFloat32> of(
        ForwardPass<?> pass,
        Twin<Operand<TFloat32>> p,
        Twin<Operand<TFloat32>> z,
        Operand<TFloat32> sampleWeights,
        TargetGradient target) {
      return switch (this) {
        case COSINE -> Similarity.negativeCosine(pass, p, z, sampleWeights, target);
        case CROSS_ENTROPY -> Similarity.crossEntropy(pass, p, z, sampleWeights, target);
        case CONTRAST -> Similarity.contrast(pass, p, z, sampleWeights, 0.5, target);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void predictions_haveTheGradientOfCentralDifferences(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.STOPPED, 1, 1)) {
      c.checkAgainstDifferences(c.p.first());
      c.checkAgainstDifferences(c.p.second());
    }
  }

  @ParameterizedTest
  @EnumSource
  void targets_stopped_haveNoGradientAtAll(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.STOPPED, 1, 1)) {
      assertThat(c.graph.gradient(c.loss, c.z.first())).isExactlyZero();
      assertThat(c.graph.gradient(c.loss, c.z.second())).isExactlyZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void targets_flowing_haveTheGradientOfCentralDifferences(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.FLOWING, 1, 1)) {
      assertThat(c.graph.gradient(c.loss, c.z.first())).hasNormAbove(0.01);
      c.checkAgainstDifferences(c.z.first());
      c.checkAgainstDifferences(c.z.second());
      c.checkAgainstDifferences(c.p.first());
    }
  }

  @ParameterizedTest
  @EnumSource
  void pairThatDoesNotCount_hasNoGradient_theOtherHasTheWholeMean(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.STOPPED, 0, 1)) {
      float[] gradient = c.graph.gradient(c.loss, c.p.first()).values();
      FloatTensor ofFirst = FloatTensor.vector(Arrays.copyOf(gradient, 12));

      assertThat(ofFirst).isExactlyZero();
      assertThat(FloatTensor.vector(gradient)).hasNormAbove(0.01);
      c.checkAgainstDifferences(c.p.first());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPairCounts_gradientIsZero_notNaN(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.FLOWING, 0, 0)) {
      assertThat(c.graph.gradient(c.loss, c.p.first())).isExactlyZero();
      assertThat(c.graph.gradient(c.loss, c.z.first())).isExactlyZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void stepAgainstTheGradient_turnsPredictionsTowardsTheTargets(Kind kind) {
    try (Case c = new Case(kind, TargetGradient.STOPPED, 1, 1)) {
      Ops tf = c.graph.tf();
      Operand<TFloat32> before = Similarity.cosine(tf, c.p.first(), c.z.second());
      Operand<TFloat32> moved =
          c.graph.constant(
              c.graph.evaluate(c.p.first()).plus(c.graph.gradient(c.loss, c.p.first()), -0.1f));
      Operand<TFloat32> after = Similarity.cosine(tf, moved, c.z.second());
      Operand<TFloat32> gain =
          tf.reduceSum(tf.math.sub(after, before), tf.constant(new int[] {0, 1}));

      assertThat(c.graph.evaluate(gain)).as("change of the summed cosine").hasNormAbove(1e-3);
      assertThat(c.graph.evaluate(tf.math.sign(gain))).isScalar(1, 0);
    }
  }

  /** Two images of three positions of four channels. */
  private static final class Case implements AutoCloseable {
    final TestGraph graph = TestGraph.open();
    final Twin<Operand<TFloat32>> p = normal(1);
    final Twin<Operand<TFloat32>> z = normal(3);
    final Operand<TFloat32> loss;

    Case(Kind kind, TargetGradient target, float... sampleWeights) {
      Operand<TFloat32> counted = graph.constant(FloatTensor.vector(sampleWeights));
      this.loss = kind.of(graph.pass(ForwardPass.Mode.TRAINING), p, z, counted, target);
    }

    private Twin<Operand<TFloat32>> normal(long seed) {
      return new Twin<>(seed, seed + 1)
          .map(s -> graph.constant(FloatTensor.normal(Shape.of(2, 3, 4), s)));
    }

    void checkAgainstDifferences(Operand<TFloat32> x) {
      assertThat(graph.gradient(loss, x))
          .isCloseTo(new CentralDifferences(graph).gradient(loss, x, STEP), TOLERANCE);
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
