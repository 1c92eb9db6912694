package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.densesiam.data.colour.Photometric;
import org.densesiam.data.view.Overlap;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SyntheticViewsTest {
  @Test
  void create_moreThanItHoldsImages_fillsTheBatchAndEveryPairOverlaps() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      ViewPairBatch batch = SyntheticViews.create(tf, 20, 16, 1);
      Overlap overlap = Overlap.of(tf, batch.box1(), batch.box2(), 0);

      assertThat(batch.view1().shape()).isEqualTo(Shape.of(20, 16, 16, 3));
      assertThat(batch.colourDraws().shape()).isEqualTo(Shape.of(20, 2, Photometric.DRAWS));
      try (Result result = session.runner().fetch(overlap.area()).run()) {
        ((TFloat32) result.get(0))
            .scalars()
            .forEach(area -> assertThat(area.getFloat()).isGreaterThanOrEqualTo(0.0399f));
      }
    }
  }
}
