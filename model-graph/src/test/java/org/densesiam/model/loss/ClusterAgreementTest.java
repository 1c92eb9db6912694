package org.densesiam.model.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import org.assertj.core.api.Assertions;
import org.densesiam.data.view.Twin;
import org.densesiam.model.layer.Centroids;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.CentralDifferences;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TensorAssert;
import org.densesiam.model.testing.TestGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class ClusterAgreementTest {
  // Logits of a point by centroids (1, 0) and (0, 1) are its own coordinates.
  private static final FloatTensor AXES = FloatTensor.of(Shape.of(1, 1, 2, 2), 1, 0, 0, 1);
  // By centroids (0.5, 0) and (0, 0.5), half of them.
  private static final FloatTensor HALF_AXES =
      FloatTensor.of(Shape.of(1, 1, 2, 2), 0.5f, 0, 0, 0.5f);
  private static final FloatTensor THREE_TO_ONE = FloatTensor.of(Shape.of(2), 3, 1);
  private static final FloatTensor ALIKE = FloatTensor.of(Shape.of(2), 2, 2);
  private static final FloatTensor FIRST = FloatTensor.of(Shape.of(2, 2), 1, 0, 0.6f, 0.8f);
  private static final FloatTensor SECOND = FloatTensor.of(Shape.of(2, 2), 0.8f, 0.6f, 0, 1);
  private static final long[] FIRST_LABELS = {0, 1};
  private static final long[] SECOND_LABELS = {0, 0};

  /** {@code -log(exp(own) / (exp(own) + exp(other)))}. */
  private static double cost(double own, double other) {
    return Math.log(1 + Math.exp(other - own));
  }

  @Test
  void withinView_isTheMeanOfBothViewsByTheirOwnClusters() {
    // View 1: points of clusters 0 and 1, which weigh 3/4 and 1/4; view 2: both of cluster 0.
    double first = (0.75 * cost(1, 0) + 0.25 * cost(0.8, 0.6)) / (0.75 + 0.25);
    double second = (cost(0.4, 0.3) + cost(0, 0.5)) / 2;

    try (Case views = new Case(ClusterBalance.FREQUENCY)) {
      TensorAssert.assertThat(views.graph.evaluate(views.within()))
          .isScalar((first + second) / 2, 1e-6);
    }
  }

  @Test
  void crossView_isTheMeanOfBothViewsByTheOtherOnesClusters() {
    // z1 by view 2's labels and centroids, z2 by view 1's.
    double first = (cost(0.5, 0) + cost(0.3, 0.4)) / 2;
    double second = 0.75 * cost(0.8, 0.6) + 0.25 * cost(1, 0);

    try (Case views = new Case(ClusterBalance.FREQUENCY)) {
      TensorAssert.assertThat(views.graph.evaluate(views.cross()))
          .isScalar((first + second) / 2, 1e-6);
    }
  }

  @Test
  void balance_inverse_weighsSmallClustersMore() {
    double first = (cost(1, 0) / 3 + cost(0.8, 0.6)) / (1.0 / 3 + 1);
    double second = (cost(0.4, 0.3) + cost(0, 0.5)) / 2;

    try (Case views = new Case(ClusterBalance.INVERSE)) {
      TensorAssert.assertThat(views.graph.evaluate(views.within()))
          .isScalar((first + second) / 2, 1e-6);
    }
  }

  @Test
  void balance_none_weighsAllPointsAlike() {
    double first = (cost(1, 0) + cost(0.8, 0.6)) / 2;
    double second = (cost(0.4, 0.3) + cost(0, 0.5)) / 2;

    try (Case views = new Case(ClusterBalance.NONE)) {
      TensorAssert.assertThat(views.graph.evaluate(views.within()))
          .isScalar((first + second) / 2, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradient_isThatOfCentralDifferences(ClusterBalance balance) {
    try (Case views = new Case(balance)) {
      Operand<TFloat32> loss = views.graph.tf().math.add(views.within(), views.cross());
      FloatTensor expected =
          new CentralDifferences(views.graph).gradient(loss, views.z.first(), 1e-2f);

      FloatTensor gradient = views.graph.gradient(loss, views.z.first());

      TensorAssert.assertThat(gradient).isCloseTo(expected, 1e-3);
      Assertions.assertThat(gradient.norm()).isGreaterThan(0.05);
    }
  }

  @Test
  void gradient_pullsAPointTowardsItsCentroid() {
    try (Case views = new Case(ClusterBalance.NONE)) {
      float[] gradient = views.graph.gradient(views.within(), views.z.first()).values();

      assertThat(gradient[0]).as("towards (1, 0), along its axis").isNegative();
      assertThat(gradient[3]).as("towards (0, 1), along its axis").isNegative();
    }
  }

  @Test
  void nearest_isByDistance_notByProduct() {
    // (0.6, 0.8): |z - (0.5, 0.5)|^2 = 0.1, |z - (0.2, 1)|^2 = 0.2, the products are 0.7 and 0.92.
    try (TestGraph graph = TestGraph.open()) {
      Centroids centroids = new Centroids(graph.scope(), 2, 2);
      graph.initialize();
      graph.set(centroids.weight(), FloatTensor.of(Shape.of(1, 1, 2, 2), 0.5f, 0.2f, 0.5f, 1));
      ForwardPass<TFloat32> pass = graph.pass(ForwardPass.Mode.INFERENCE);
      Operand<TFloat32> point = graph.constant(FloatTensor.of(Shape.of(1, 2), 0.6f, 0.8f));

      Operand<TFloat32> nearest =
          graph.tf().dtypes.cast(centroids.nearest(pass, point), TFloat32.class);

      TensorAssert.assertThat(graph.evaluate(nearest)).hasValues(0, 0);
      TensorAssert.assertThat(graph.evaluate(centroids.logitsOfPoints(pass, point)))
          .hasValues(1e-6, 0.7, 0.92);
    }
  }

  @Test
  void assign_addsUpThePointsOfEachCluster() {
    try (TestGraph graph = TestGraph.open()) {
      Centroids centroids = new Centroids(graph.scope(), 2, 2);
      graph.initialize();
      graph.set(centroids.weight(), AXES);
      Operand<TFloat32> points =
          graph.constant(FloatTensor.of(Shape.of(3, 2), 1, 0, 0.6f, 0.8f, 0.8f, 0.6f));

      Centroids.Assigned assigned =
          centroids.assign(graph.pass(ForwardPass.Mode.INFERENCE), points);

      TensorAssert.assertThat(graph.evaluate(assigned.counts())).hasValues(0, 2, 1);
      TensorAssert.assertThat(graph.evaluate(assigned.sums()).reshaped(4))
          .hasValues(1e-6, 1.8, 0.6, 0.6, 0.8);
    }
  }

  @Test
  void variables_ofCentroids_areNeitherLearnedNorStatistics() {
    try (TestGraph graph = TestGraph.open()) {
      Centroids centroids = new Centroids(graph.scope(), 2, 2);

      assertThat(graph.variables().of(Variable.Kind.KEPT))
          .containsExactly(centroids.weight(), centroids.counts());
    }
  }

  /** Two points in two views. Owns its graph. */
  private static final class Case implements AutoCloseable {
    private final TestGraph graph = TestGraph.open();
    private final Twin<Operand<TFloat32>> z;
    private final ClusterAgreement agreement;

    Case(ClusterBalance balance) {
      Twin<Centroids> centroids =
          new Twin<>("classifier1", "classifier2")
              .map(name -> new Centroids(graph.scope().child(name), 2, 2));
      Twin<Operand<TInt64>> labels =
          new Twin<>(FIRST_LABELS, SECOND_LABELS).map(each -> graph.tf().constant(each));
      z = new Twin<>(FIRST, SECOND).map(graph::constant);
      agreement = new ClusterAgreement(centroids, labels, balance);
      graph.initialize();
      graph.set(
          ImmutableMap.of(
              centroids.first().weight(), AXES,
              centroids.first().counts(), THREE_TO_ONE,
              centroids.second().weight(), HALF_AXES,
              centroids.second().counts(), ALIKE));
    }

    Operand<TFloat32> within() {
      return agreement.withinView(graph.pass(ForwardPass.Mode.TRAINING), z);
    }

    Operand<TFloat32> cross() {
      return agreement.crossView(graph.pass(ForwardPass.Mode.TRAINING), z);
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
