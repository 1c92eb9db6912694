package org.densesiam.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.densesiam.model.testing.TensorAssert.assertThat;
import static org.densesiam.model.testing.TestViews.both;
import static org.densesiam.model.testing.TestViews.boxes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.densesiam.data.view.Alignment;
import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.testing.CentralDifferences;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.testing.TestViews;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What all consistencies have in common, asked of features made by hand. */
class ConsistencyTest {
  private static final int IMAGES = 4;

  /** Left and right half of the image: no overlap. */
  private static final float[] LEFT = {0, 0, 1, 0.5f};

  private static final float[] RIGHT = {0, 0.5f, 1, 1};

  @ParameterizedTest
  @EnumSource(names = "MASKS", mode = EnumSource.Mode.EXCLUDE)
  void identicalViews_perfectPredictor_giveMinusOne_oppositePredictorPlusOne(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      Operand<TFloat32> loss = ofIdenticalViews(graph, kind);

      kind.predictWhatIsThere(graph, 1);
      assertThat(graph.evaluate(loss)).as("predictor is the identity").isScalar(-1, 1e-5);
      kind.predictWhatIsThere(graph, -1);
      assertThat(graph.evaluate(loss)).as("predictor is minus the identity").isScalar(1, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "MASKS")
  void identicalViews_perfectPredictor_tellRegionsApart_oppositeOneTakesThemForOthers(
      Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      Operand<TFloat32> loss = ofIdenticalViews(graph, kind);
      double chance = Math.log(Consistency.CATEGORIES);

      kind.predictWhatIsThere(graph, 1);
      assertThat((double) graph.evaluate(loss).scalar()).isBetween(0.0, chance);
      kind.predictWhatIsThere(graph, -1);
      assertThat((double) graph.evaluate(loss).scalar()).isGreaterThan(chance);
    }
  }

  private static Operand<TFloat32> ofIdenticalViews(TestGraph graph, Consistency kind) {
    Operand<TFloat32> features = graph.constant(Consistency.features(IMAGES, 1));
    Agreement agreement =
        kind.apply(
            graph,
            graph.passes(Mode.INFERENCE),
            both(features),
            TestViews.whole(graph, IMAGES),
            true);
    graph.initialize();
    Consistency.openRectifiers(graph, "projector");
    return agreement.loss();
  }

  @ParameterizedTest
  @EnumSource
  void mirroredView_changesNothing(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      Operand<TFloat32> features = graph.constant(Consistency.features(IMAGES, 1));
      Operand<TFloat32> mirrored = graph.tf().reverse(features, graph.tf().constant(new int[] {2}));
      boolean[] all = {true, true, true, true};
      Operand<TFloat32> loss =
          kind.apply(
                  graph,
                  graph.passes(Mode.TRAINING),
                  new Twin<>(features, mirrored),
                  TestViews.alignment(
                      graph, both(boxes(IMAGES, 0, 0, 1, 1)), new Twin<>(new boolean[IMAGES], all)),
                  true)
              .loss();
      graph.initialize();

      FloatTensor plain;
      try (TestGraph other = TestGraph.open()) {
        Case unflipped = new Case(other, kind, true, TestViews.whole(other, IMAGES));
        plain =
            other.evaluate(
                unflipped.agreement.loss(),
                ImmutableMap.of(unflipped.features.second(), Consistency.features(IMAGES, 1)));
      }
      assertThat(graph.evaluate(loss)).isCloseTo(plain, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void predictorThatListensToNothing_stoppedTargets_noGradientReachesTheFeatures(Consistency kind) {
    // The loss still moves with the features, through the targets alone.
    try (TestGraph graph = TestGraph.open()) {
      Case c = new Case(graph, kind, true, TestViews.whole(graph, IMAGES));
      kind.predictAConstant(graph);

      assertThat(graph.gradient(c.agreement.loss(), c.features.first())).isExactlyZero();
      assertThat(graph.gradient(c.agreement.loss(), c.features.second())).isExactlyZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MASKS", "GRID"})
  void predictorThatListensToNothing_flowingTargets_gradientReachesTheFeatures(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      Case c = new Case(graph, kind, false, TestViews.whole(graph, IMAGES));
      kind.predictAConstant(graph);

      assertThat(graph.gradient(c.agreement.loss(), c.features.first())).hasNormAbove(1e-3);
      assertThat(graph.gradient(c.agreement.loss(), c.features.second())).hasNormAbove(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradient_isThatOfCentralDifferences_withTargetsHeld(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      new Case(graph, kind, true, TestViews.whole(graph, IMAGES)).checkAgainstDifferences();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MASKS", "GRID"})
  void gradient_flowing_isThatOfCentralDifferences(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      new Case(graph, kind, false, TestViews.whole(graph, IMAGES)).checkAgainstDifferences();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "IMAGE", mode = EnumSource.Mode.EXCLUDE)
  void noPairOverlaps_lossAndGradientAreZero_notNaN(Consistency kind) {
    try (TestGraph graph = TestGraph.open()) {
      Twin<float[][]> apart = new Twin<>(boxes(IMAGES, LEFT), boxes(IMAGES, RIGHT));
      Case c =
          new Case(
              graph, kind, false, TestViews.alignment(graph, apart, both(new boolean[IMAGES])));

      assertThat(graph.evaluate(c.agreement.loss())).isScalar(0, 0);
      assertThat(graph.gradient(c.agreement.loss(), c.features.first())).isExactlyZero();
      c.agreement.meters().values().forEach(meter -> assertThat(graph.evaluate(meter)).isFinite());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "IMAGE", mode = EnumSource.Mode.EXCLUDE)
  void pairWithoutOverlap_leavesTheMean(Consistency kind) {
    // In inference mode images don't meet in batch norms: two pairs, of which one counts, must give
    // what that pair gives alone.
    FloatTensor first = Consistency.features(2, 1);
    FloatTensor second = Consistency.features(2, 2);
    float[][] boxes1 = {{0, 0, 1, 1}, LEFT};
    float[][] boxes2 = {{0, 0, 1, 1}, RIGHT};

    assertThat(inference(kind, new Twin<>(first, second), new Twin<>(boxes1, boxes2)))
        .isCloseTo(
            inference(
                kind,
                new Twin<>(firstImage(first), firstImage(second)),
                both(boxes(1, 0, 0, 1, 1))),
            1e-6);
  }

  private static FloatTensor firstImage(FloatTensor features) {
    Shape shape = features.shape();
    float[] values = Arrays.copyOf(features.values(), features.size() / 2);
    return FloatTensor.of(Shape.of(1, shape.get(1), shape.get(2), shape.get(3)), values);
  }

  private static FloatTensor inference(
      Consistency kind, Twin<FloatTensor> features, Twin<float[][]> boxes) {
    try (TestGraph graph = TestGraph.open()) {
      Twin<Operand<TFloat32>> maps = features.map(graph::constant);
      boolean[] unflipped = new boolean[boxes.first().length];
      Agreement agreement =
          kind.apply(
              graph,
              graph.passes(Mode.INFERENCE),
              maps,
              TestViews.alignment(graph, boxes, both(unflipped)),
              true);
      graph.initialize();
      return graph.evaluate(agreement.loss());
    }
  }

  /** Four images in training mode, initialised. */
  private static final class Case {
    final TestGraph graph;
    final Twin<Operand<TFloat32>> features;
    final Agreement agreement;

    Case(TestGraph graph, Consistency kind, boolean stopGradient, Alignment alignment) {
      this.graph = graph;
      this.features =
          new Twin<>(1, 2).map(seed -> graph.constant(Consistency.features(IMAGES, seed)));
      Twin<ForwardPass<TFloat32>> passes = graph.passes(Mode.TRAINING);
      this.agreement = kind.apply(graph, passes, features, alignment, stopGradient);
      graph.initialize();
    }

    /**
     * A step of 5e-3 leaves a rounding error of about 2e-5 a value, on gradients of 1e-2 and more.
     */
    void checkAgainstDifferences() {
      Consistency.openRectifiers(graph, "");
      for (Operand<TFloat32> x : ImmutableList.of(features.first(), features.second())) {
        FloatTensor gradient = graph.gradient(agreement.loss(), x);
        assertThat(gradient).hasNormAbove(1e-2);
        assertThat(gradient)
            .isCloseInNormTo(
                new CentralDifferences(graph).gradient(agreement.loss(), x, 5e-3f), 0.02);
      }
    }
  }
}
