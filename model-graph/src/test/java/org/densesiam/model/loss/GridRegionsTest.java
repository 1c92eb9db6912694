package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;
import static org.densesiam.model.testing.TestViews.both;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.testing.TestViews;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class GridRegionsTest {

  @Test
  void region_isTheMeanOfItsOwnCell() {
    // 2 x 2 regions of 3 x 3 points on a 6 x 6 map: each point is a cell of the map. A quadrant's
    // mean is 1, 2, 3 or 4; within it, the middle row adds what its neighbours lack.
    float[] map = new float[36];
    for (int i = 0; i < map.length; i++) {
      int row = i / 6;
      int quadrant = 2 * (row / 3) + i % 6 / 3;
      map[i] = quadrant + 1 + (row % 3 == 1 ? 10 : -5);
    }
    RegionLossConfig config =
        new RegionLossConfig(1, 0, RegionLossConfig.Variant.GRID, 2, 2, 0.1, true, 1, 1);
    try (TestGraph graph = TestGraph.open()) {
      GridRegions regions = new GridRegions(graph.scope(), 1, config);
      Twin<ForwardPass<TFloat32>> passes = graph.passes(Mode.TRAINING);
      Agreement agreement =
          regions.apply(
              passes,
              both(graph.constant(FloatTensor.of(Shape.of(1, 6, 6, 1), map))),
              TestViews.whole(graph, 1));
      graph.initialize();
      graph.set(graph.variable("kernel_projector.0.weight"), FloatTensor.of(Shape.of(1, 1), 1));

      // What the first batch norm of the region head sees: mean of 1..4, unbiased variance.
      BatchStatistics mean = passes.first().statistics().get(0);
      BatchStatistics variance = passes.first().statistics().get(1);
      assertThat(graph.evaluate(mean.batch())).hasValues(1e-5, 2.5);
      assertThat(graph.evaluate(variance.batch()))
          .hasValues(1e-5, (1.5 * 1.5 + 0.5 * 0.5 + 0.5 * 0.5 + 1.5 * 1.5) / 3);
      assertThat(graph.evaluate(agreement.loss())).isFinite();
    }
  }
}
