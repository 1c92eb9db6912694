package org.densesiam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.densesiam.model.testing.TensorAssert.assertThat;

import com.google.common.collect.Iterables;
import org.densesiam.data.view.Twin;
import org.densesiam.model.layer.BatchNorm.Affine;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class BatchNormTest {
  private static final double EPSILON = 1e-5;

  // One channel of four values: mean 3, biased variance (9 + 1 + 1 + 9) / 4 = 5, unbiased 20 / 3.
  private static final FloatTensor VIEW1 = FloatTensor.of(Shape.of(4, 1), 0, 2, 4, 6);
  // Mean 10, unbiased variance (4 + 0 + 0 + 4) / 3 = 8 / 3.
  private static final FloatTensor VIEW2 = FloatTensor.of(Shape.of(4, 1), 8, 10, 10, 12);

  @Test
  void training_normalisesByTheBiasedVarianceOfTheBatch() {
    double deviation = Math.sqrt(5 + EPSILON);
    assertThat(apply(Affine.ONE, Mode.TRAINING, VIEW1))
        .hasShape(4, 1)
        .hasValues(1e-6, -3 / deviation, -1 / deviation, 1 / deviation, 3 / deviation);
  }

  @Test
  void map_isNormalisedOverImagesRowsAndColumns() {
    double deviation = Math.sqrt(5 + EPSILON);
    assertThat(apply(Affine.ONE, Mode.TRAINING, FloatTensor.of(Shape.of(2, 1, 2, 1), 0, 2, 4, 6)))
        .hasShape(2, 1, 2, 1)
        .hasValues(1e-6, -3 / deviation, -1 / deviation, 1 / deviation, 3 / deviation);
  }

  @Test
  void epsilon_countsWhereTheVarianceIsSmall() {
    // Variance 1e-6 against epsilon 1e-5.
    double deviation = Math.sqrt(1e-6 + EPSILON);
    assertThat(apply(Affine.NONE, Mode.TRAINING, FloatTensor.of(Shape.of(2, 1), -1e-3f, 1e-3f)))
        .hasValues(1e-6, -1e-3 / deviation, 1e-3 / deviation);
  }

  @Test
  void inference_normalisesByTheRunningStatistics() {
    try (TestGraph graph = TestGraph.open()) {
      BatchNorm norm = new BatchNorm(graph.scope(), 1, Affine.ONE);
      graph.initialize();
      graph.set(graph.variable("weight"), FloatTensor.vector(3));
      graph.set(graph.variable("bias"), FloatTensor.vector(-1));
      graph.set(graph.variable("running_mean"), FloatTensor.vector(2));
      graph.set(graph.variable("running_var"), FloatTensor.vector(4));
      ForwardPass<TFloat32> pass = graph.pass(Mode.INFERENCE);

      double scale = 3 / Math.sqrt(4 + EPSILON);
      assertThat(graph.evaluate(norm.apply(pass, graph.constant(VIEW1))))
          .hasValues(1e-6, -2 * scale - 1, -1, 2 * scale - 1, 4 * scale - 1);
      assertThat(pass.statistics()).as("statistics to move in inference").isEmpty();
    }
  }

  @Test
  void affineNone_makesNoWeights() {
    assertThat(names(Affine.NONE)).containsExactly("running_mean", "running_var");
    assertThat(names(Affine.ONE)).containsExactly("weight", "bias", "running_mean", "running_var");
  }

  @Test
  void affineZero_startsAsNothing() {
    assertThat(apply(Affine.ZERO, Mode.TRAINING, VIEW1)).isExactlyZero();
  }

  @Test
  void runningStatistics_twoViews_moveFirstThenSecond() {
    try (TestGraph graph = TestGraph.open()) {
      BatchNorm norm = new BatchNorm(graph.scope(), 1, Affine.NONE);
      graph.initialize();
      Twin<ForwardPass<TFloat32>> passes = graph.passes(Mode.TRAINING);
      Twin<Integer> left =
          passes
              .with(new Twin<>(VIEW1, VIEW2), (pass, x) -> norm.apply(pass, graph.constant(x)))
              .with(passes, (y, pass) -> pass.statistics().size());
      assertThat(left).as("statistics left behind").isEqualTo(new Twin<>(2, 2));

      graph.run(
          BatchStatistics.update(
              graph.tf(),
              Iterables.concat(passes.first().statistics(), passes.second().statistics())));

      // From 0 and 1, by the unbiased variance.
      double mean = 0.9 * (0.9 * 0 + 0.1 * 3) + 0.1 * 10;
      double variance = 0.9 * (0.9 * 1 + 0.1 * 20 / 3) + 0.1 * 8 / 3;
      assertThat(graph.read(graph.variable("running_mean"))).hasValues(1e-6, mean);
      assertThat(graph.read(graph.variable("running_var"))).hasValues(1e-6, variance);
    }
  }

  @Test
  void otherNumberOfChannels_isRefused() {
    try (TestGraph graph = TestGraph.open()) {
      BatchNorm norm = new BatchNorm(graph.scope(), 3, Affine.ONE);

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  norm.apply(
                      graph.pass(Mode.TRAINING),
                      graph.constant(FloatTensor.filled(Shape.of(1, 2, 2, 4), 1))))
          .withMessageContaining("x must have 3 channels");
    }
  }

  private static FloatTensor apply(Affine affine, Mode mode, FloatTensor x) {
    try (TestGraph graph = TestGraph.open()) {
      BatchNorm norm = new BatchNorm(graph.scope(), 1, affine);
      graph.initialize();
      return graph.evaluate(norm.apply(graph.pass(mode), graph.constant(x)));
    }
  }

  private static Iterable<String> names(Affine affine) {
    try (TestGraph graph = TestGraph.open()) {
      BatchNorm norm = new BatchNorm(graph.scope(), 1, affine);
      assertThat(norm).isNotNull();
      return graph.variables().all().stream().map(Variable::name).toList();
    }
  }
}
