package org.densesiam.model.loss;

import static org.densesiam.model.testing.TensorAssert.assertThat;
import static org.densesiam.model.testing.TestViews.both;

import org.densesiam.data.view.Twin;
import org.densesiam.model.scope.BatchStatistics;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.ForwardPass.Mode;
import org.densesiam.model.scope.Variable;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.testing.TestViews;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class MaskRegionsTest {
  private static final int CATEGORIES = 5;
  private static final RegionLossConfig CONFIG =
      new RegionLossConfig(1, 0, RegionLossConfig.Variant.MASKS, CATEGORIES, 3, 0.1, true, 8, 4);

  @Test
  void masks_sumToOneAtEachPoint() {
    try (TestGraph graph = TestGraph.open()) {
      MaskRegions regions = new MaskRegions(graph.scope(), 4, 6, CONFIG);
      Operand<TFloat32> masks =
          regions.masks(
              graph.pass(Mode.TRAINING),
              graph.constant(FloatTensor.normal(Shape.of(2, 3, 3, 6), 1).times(10)));
      graph.initialize();

      assertThat(graph.evaluate(masks)).hasShape(2, 3, 3, CATEGORIES);
      assertThat(graph.evaluate(graph.tf().reduceSum(masks, graph.tf().constant(3))))
          .isCloseTo(FloatTensor.filled(Shape.of(2, 3, 3), 1), 1e-6);
    }
  }

  @Test
  void headThatTellsNothingApart_givesTheLogarithmOfTheCategories_andFullEntropies() {
    try (TestGraph graph = TestGraph.open()) {
      MaskRegions regions = new MaskRegions(graph.scope(), 4, 6, CONFIG);
      Agreement agreement =
          regions.apply(
              graph.passes(Mode.INFERENCE),
              both(graph.constant(FloatTensor.normal(Shape.of(2, 3, 3, 4), 1))),
              both(graph.constant(FloatTensor.normal(Shape.of(2, 3, 3, 6), 2))),
              TestViews.whole(graph, 2));
      graph.initialize();
      Variable head = graph.variable("mask_head.weight");
      graph.set(head, FloatTensor.filled(head.shape(), 0));
      graph.set(graph.variable("mask_head.bias"), FloatTensor.filled(Shape.of(CATEGORIES), 3));

      assertThat(graph.evaluate(agreement.loss())).isScalar(Math.log(CATEGORIES), 1e-5);
      agreement.meters().values().forEach(m -> assertThat(graph.evaluate(m)).isScalar(1, 1e-5));
    }
  }

  @Test
  void regionEmbedding_isTheSumOfItsPoints_notTheirMean() {
    // Two pseudo-categories share each of 9 points equally: each sums to 9 / 2 of a feature of 1,
    // which is what the first batch norm of the region head sees through a weight of 1.
    try (TestGraph graph = TestGraph.open()) {
      RegionLossConfig two =
          new RegionLossConfig(1, 0, RegionLossConfig.Variant.MASKS, 2, 3, 0.1, true, 1, 1);
      MaskRegions regions = new MaskRegions(graph.scope(), 1, 1, two);
      Twin<ForwardPass<TFloat32>> passes = graph.passes(Mode.TRAINING);
      Operand<TFloat32> ones = graph.constant(FloatTensor.filled(Shape.of(2, 3, 3, 1), 1));
      Agreement agreement =
          regions.apply(passes, both(ones), both(ones), TestViews.whole(graph, 2));
      graph.initialize();
      graph.set(graph.variable("mask_head.weight"), FloatTensor.of(Shape.of(1, 1, 1, 2), 0, 0));
      graph.set(graph.variable("mask_head.bias"), FloatTensor.vector(0, 0));
      graph.set(graph.variable("kernel_projector.0.weight"), FloatTensor.of(Shape.of(1, 1), 1));

      BatchStatistics first = passes.first().statistics().get(0);
      assertThat(graph.evaluate(first.batch())).as(first.running().name()).hasValues(1e-6, 4.5);
      assertThat(graph.evaluate(agreement.loss())).isScalar(Math.log(2), 1e-5);
    }
  }
}
