package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class SimilarityTest {
  private static final Shape VECTORS = Shape.of(2, 2);
  private static final FloatTensor BOTH_COUNT = FloatTensor.vector(1, 1);

  // cos(p1, z2): (3 * 4 + 4 * 3) / 25 and 0. cos(p2, z1): 1 / sqrt(2) and -1.
  private static final Twin<FloatTensor> P =
      new Twin<>(
          FloatTensor.of(VECTORS, 3, 4, 1, 0), //
          FloatTensor.of(VECTORS, 1, 1, 2, 0));
  private static final Twin<FloatTensor> Z =
      new Twin<>(
          FloatTensor.of(VECTORS, 1, 0, -1, 0), //
          FloatTensor.of(VECTORS, 4, 3, 0, 5));

  @Test
  void cosine_isTheMeanOverImagesAndBothDirections() {
    double first = (24.0 / 25 + 0) / 2;
    double second = (1 / Math.sqrt(2) - 1) / 2;

    assertThat(cosine(P, Z, BOTH_COUNT)).isScalar(-(first + second) / 2, 1e-6);
  }

  @Test
  void cosine_pairThatDoesNotCount_leavesTheMean() {
    assertThat(cosine(P, Z, FloatTensor.vector(1, 0)))
        .isScalar(-(24.0 / 25 + 1 / Math.sqrt(2)) / 2, 1e-6);
  }

  @Test
  void cosine_noPairCounts_isZero() {
    assertThat(cosine(P, Z, FloatTensor.vector(0, 0))).isScalar(0, 0);
  }

  @Test
  void cosine_predictionsAtTheTargets_isMinusOne_andAwayFromThemPlusOne() {
    // Lengths don't count; and the wrong sign fails here.
    Twin<FloatTensor> scaled = Z.swapped().map(z -> z.times(0.1f));

    assertThat(cosine(scaled, Z, BOTH_COUNT)).isScalar(-1, 1e-6);
    assertThat(cosine(scaled.map(z -> z.times(-1)), Z, BOTH_COUNT)).isScalar(1, 1e-6);
  }

  @Test
  void cosine_comparesWithTheOtherView_notWithTheOwn() {
    Twin<FloatTensor> orthogonal =
        new Twin<>(FloatTensor.of(Shape.of(1, 2), 1, 0), FloatTensor.of(Shape.of(1, 2), 0, 1));

    assertThat(cosine(orthogonal, orthogonal, FloatTensor.vector(1))).isScalar(0, 0);
  }

  @Test
  void crossEntropy_isThatOfThePredictionWithTheOtherViewsCategories() {
    float ln3 = (float) Math.log(3);
    FloatTensor undecided = FloatTensor.of(Shape.of(1, 2), 0, 0); // 1/2, 1/2
    FloatTensor decided = FloatTensor.of(Shape.of(1, 2), ln3, 0); // 3/4, 1/4
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));

    assertThat(crossEntropy(new Twin<>(undecided, undecided), new Twin<>(decided, decided)))
        .as("knows nothing")
        .isScalar(Math.log(2), 1e-6);
    assertThat(crossEntropy(new Twin<>(decided, decided), new Twin<>(decided, decided)))
        .as("as good as can be: the targets' own entropy")
        .isScalar(entropy, 1e-6);
    assertThat(crossEntropy(new Twin<>(decided.times(-1), undecided), new Twin<>(decided, decided)))
        .as("the wrong way round costs more: (d(p1, z2) + d(p2, z1)) / 2")
        .isScalar((-(0.75 * Math.log(0.25) + 0.25 * Math.log(0.75)) + Math.log(2)) / 2, 1e-6);
  }

  private static FloatTensor crossEntropy(Twin<FloatTensor> p, Twin<FloatTensor> z) {
    try (TestGraph graph = TestGraph.open()) {
      return graph.evaluate(
          Similarity.crossEntropy(
              graph.pass(ForwardPass.Mode.TRAINING),
              p.map(graph::constant),
              z.map(graph::constant),
              graph.constant(FloatTensor.vector(1)),
              TargetGradient.STOPPED));
    }
  }

  @Test
  void cosine_ofMaps_isTheMeanOverPoints() {
    Twin<FloatTensor> p = P.map(x -> x.reshaped(1, 1, 2, 2));
    Twin<FloatTensor> z = Z.map(x -> x.reshaped(1, 1, 2, 2));

    assertThat(cosine(p, z, FloatTensor.vector(1))).isCloseTo(cosine(P, Z, BOTH_COUNT), 1e-6);
  }

  @Test
  void cosine_zeroVector_isNotNaN() {
    Twin<FloatTensor> zero = P.map(x -> x.times(0));

    assertThat(cosine(zero, Z, BOTH_COUNT)).isScalar(0, 0);
  }

  @Test
  void contrast_regionsAllAlike_isTheLogarithmOfTheirNumber() {
    FloatTensor alike = FloatTensor.filled(Shape.of(2, 5, 3), 1);

    assertThat(contrast(new Twin<>(alike, alike), new Twin<>(alike, alike), BOTH_COUNT, 0.1))
        .isScalar(Math.log(5), 1e-6);
  }

  @Test
  void contrast_orthogonalRegions_isByHand() {
    FloatTensor regions = FloatTensor.identity(3).reshaped(1, 3, 3);
    Twin<FloatTensor> both = new Twin<>(regions, regions);

    // Own similarity 1 against two of 0, over T = 0.5: -ln(e^2 / (e^2 + 2)).
    assertThat(contrast(both, both, FloatTensor.vector(1), 0.5))
        .isScalar(Math.log(1 + 2 * Math.exp(-2)), 1e-6);
  }

  @Test
  void contrast_wrongRegion_isWorseThanChance() {
    FloatTensor regions = FloatTensor.identity(2).reshaped(1, 2, 2);
    FloatTensor exchanged = FloatTensor.of(Shape.of(1, 2, 2), 0, 1, 1, 0);

    // Own similarity 0 against one of 1, over T = 1: -ln(1 / (1 + e)).
    assertThat(
            contrast(
                new Twin<>(regions, regions),
                new Twin<>(exchanged, exchanged),
                FloatTensor.vector(1),
                1))
        .isScalar(Math.log(1 + Math.E), 1e-6);
  }

  @Test
  void contrast_tellsRegionsOfOneImageApart_notThoseOfOthers() {
    // Two images with the same two regions: were all four compared, each would have a twin.
    FloatTensor regions = FloatTensor.of(Shape.of(2, 2, 2), 1, 0, 0, 1, 1, 0, 0, 1);
    Twin<FloatTensor> both = new Twin<>(regions, regions);

    assertThat(contrast(both, both, BOTH_COUNT, 1)).isScalar(Math.log(1 + Math.exp(-1)), 1e-6);
  }

  @Test
  void contrast_pairThatDoesNotCount_leavesTheMean_andNoneGivesZero() {
    // The second image's regions are all alike, the first's orthogonal.
    FloatTensor regions = FloatTensor.of(Shape.of(2, 2, 2), 1, 0, 0, 1, 1, 1, 1, 1);
    Twin<FloatTensor> both = new Twin<>(regions, regions);

    assertThat(contrast(both, both, BOTH_COUNT, 1))
        .isScalar((Math.log(1 + Math.exp(-1)) + Math.log(2)) / 2, 1e-6);
    assertThat(contrast(both, both, FloatTensor.vector(1, 0), 1))
        .isScalar(Math.log(1 + Math.exp(-1)), 1e-6);
    assertThat(contrast(both, both, FloatTensor.vector(0, 0), 1)).isScalar(0, 0);
  }

  private static FloatTensor cosine(
      Twin<FloatTensor> p, Twin<FloatTensor> z, FloatTensor sampleWeights) {
    try (TestGraph graph = TestGraph.open()) {
      Twin<Operand<TFloat32>> predicted = p.map(graph::constant);
      return graph.evaluate(
          Similarity.negativeCosine(
              graph.pass(ForwardPass.Mode.TRAINING),
              predicted,
              z.map(graph::constant),
              graph.constant(sampleWeights),
              TargetGradient.STOPPED));
    }
  }

  private static FloatTensor contrast(
      Twin<FloatTensor> p, Twin<FloatTensor> z, FloatTensor sampleWeights, double temperature) {
    try (TestGraph graph = TestGraph.open()) {
      Twin<Operand<TFloat32>> predicted = p.map(graph::constant);
      return graph.evaluate(
          Similarity.contrast(
              graph.pass(ForwardPass.Mode.TRAINING),
              predicted,
              z.map(graph::constant),
              graph.constant(sampleWeights),
              temperature,
              TargetGradient.STOPPED));
    }
  }
}
