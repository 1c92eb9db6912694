package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class BatchedProductTest {
  private static final float[][][] TALL = {{{1}, {2}, {3}}, {{4}, {5}, {6}}}; // [2, 3, 1]
  private static final float[][][] FLAT = {{{1, 10, 100}}, {{1, 0, -1}}}; // [2, 1, 3]

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  @Test
  void of_isAProductForEachImage() {
    assertThat(run(BatchedProduct.of(tf, tf.constant(FLAT), tf.constant(TALL))))
        .isDeepEqualTo(new float[][][] {{{321}}, {{-2}}});
  }

  @Test
  void of_oneMatrixForAllImages_isBroadcast() {
    float[][][] sum = {{{1, 1, 1}}};
    assertThat(run(BatchedProduct.of(tf, tf.constant(sum), tf.constant(TALL))))
        .isDeepEqualTo(new float[][][] {{{6}}, {{15}}});
  }

  @Test
  void firstTransposed_turnsTheFirstOnly() {
    assertThat(run(BatchedProduct.firstTransposed(tf, tf.constant(TALL), tf.constant(TALL))))
        .isDeepEqualTo(new float[][][] {{{14}}, {{77}}});
  }

  @Test
  void secondTransposed_turnsTheSecondOnly() {
    assertThat(run(BatchedProduct.secondTransposed(tf, tf.constant(FLAT), tf.constant(FLAT))))
        .isDeepEqualTo(new float[][][] {{{10101}}, {{2}}});
  }

  private float[][][] run(Operand<TFloat32> product) {
    try (Result result = session.runner().fetch(product).run()) {
      return StdArrays.array3dCopyOf((TFloat32) result.get(0));
    }
  }
}
