package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class MetersTest {

  @Test
  void spread_oneDirection_isZero() {
    assertThat(spread(FloatTensor.of(Shape.of(3, 2), 3, 4, 6, 8, 0.3f, 0.4f))).isScalar(0, 1e-4);
  }

  @Test
  void spread_oppositeDirections_isByHand() {
    // Unit vectors (0.6, 0.8) and (-0.6, -0.8): deviations 0.6 and 0.8, mean 0.7, times sqrt(2).
    assertThat(spread(FloatTensor.of(Shape.of(2, 2), 3, 4, -6, -8)))
        .isScalar(0.7 * Math.sqrt(2), 1e-6);
  }

  @Test
  void spread_directionsOfEveryKind_isNearOne() {
    // Each channel of a random unit vector has variance 1 / D.
    assertThat(spread(FloatTensor.normal(Shape.of(500, 16), 1))).isScalar(1, 0.02);
  }

  @Test
  void spread_ofMaps_countsPointsAsPositions() {
    assertThat(spread(FloatTensor.of(Shape.of(1, 1, 2, 2), 3, 4, -6, -8)))
        .isScalar(0.7 * Math.sqrt(2), 1e-6);
  }

  @Test
  void agreement_sameOrthogonalDirections_isOneMinusChance() {
    // Own cosine 1; of the four pairs of positions two have cosine 1 and two 0.
    FloatTensor z = FloatTensor.of(Shape.of(2, 2), 2, 0, 0, 5);

    assertThat(agreement(z, z)).isScalar(1 - 0.5, 1e-6);
  }

  @Test
  void agreement_exchangedPositions_isBelowChance() {
    FloatTensor z = FloatTensor.identity(2);
    FloatTensor exchanged = FloatTensor.of(Shape.of(2, 2), 0, 1, 1, 0);

    assertThat(agreement(z, exchanged)).isScalar(0 - 0.5, 1e-6);
  }

  @Test
  void agreement_afterACollapse_isZero() {
    FloatTensor collapsed = FloatTensor.of(Shape.of(3, 2), 3, 4, 3, 4, 6, 8);

    assertThat(agreement(collapsed, collapsed)).isScalar(0, 1e-6);
  }

  @Test
  void entropies_undecidedPoints_areOne() {
    FloatTensor even = FloatTensor.filled(Shape.of(2, 3, 3, 4), 0.25f);

    assertThat(usage(even)).isScalar(1, 1e-6);
    assertThat(atPoint(even)).isScalar(1, 1e-6);
  }

  @Test
  void entropies_onePseudoCategoryTakesAll_areZero() {
    FloatTensor taken = FloatTensor.of(Shape.of(1, 1, 2, 2), 1, 0, 1, 0);

    assertThat(usage(taken)).isScalar(0, 1e-6);
    assertThat(atPoint(taken)).isScalar(0, 1e-6);
  }

  @Test
  void entropies_decidedPointsOfDifferentCategories_areApart() {
    FloatTensor decided = FloatTensor.of(Shape.of(1, 1, 2, 2), 1, 0, 0, 1);

    assertThat(usage(decided)).as("all are used").isScalar(1, 1e-6);
    assertThat(atPoint(decided)).as("each point has one").isScalar(0, 1e-6);
  }

  @Test
  void entropies_areByHand() {
    // Points (0.9, 0.1) and (0.5, 0.5); mean (0.7, 0.3).
    FloatTensor masks = FloatTensor.of(Shape.of(1, 1, 2, 2), 0.9f, 0.1f, 0.5f, 0.5f);

    assertThat(usage(masks)).isScalar(entropy(0.7) / Math.log(2), 1e-6);
    assertThat(atPoint(masks)).isScalar((entropy(0.9) + entropy(0.5)) / 2 / Math.log(2), 1e-6);
  }

  /** Of two categories. */
  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }

  private static FloatTensor spread(FloatTensor z) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          Meters.spread(graph.pass(ForwardPass.Mode.TRAINING), graph.constant(z)));
    }
  }

  private static FloatTensor agreement(FloatTensor first, FloatTensor second) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          Meters.agreement(
              graph.pass(ForwardPass.Mode.TRAINING),
              new Twin<>(graph.constant(first), graph.constant(second))));
    }
  }

  private static FloatTensor usage(FloatTensor masks) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          Meters.usageEntropy(graph.pass(ForwardPass.Mode.TRAINING), graph.constant(masks)));
    }
  }

  private static FloatTensor atPoint(FloatTensor masks) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          Meters.pointEntropy(graph.pass(ForwardPass.Mode.TRAINING), graph.constant(masks)));
    }
  }
}
