package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class SquareCropsTest {
  private static final SquareViewConfig CONFIG = SquareViewConfig.released(320);

  /** Top, left, height, width of both views. */
  private static int[][] draw(int height, int width, float... draws) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> both = tf.constant(new float[][] {draws, new float[draws.length]});
      Operand<TInt32> crops =
          SquareCrops.draw(tf, tf.constant(height), tf.constant(width), both, CONFIG);
      try (Result result = session.runner().fetch(crops).run()) {
        return StdArrays.array2dCopyOf((TInt32) result.get(0));
      }
    }
  }

  @Test
  void viewTwo_isTheCentreSquare() {
    assertThat(draw(100, 161, 0, 0, 0)[1]).containsExactly(0, 30, 100, 100);
    assertThat(draw(161, 100, 0, 0, 0)[1]).containsExactly(30, 0, 100, 100);
  }

  @Test
  void viewOne_smallestSideAtTheStart_largestIsTheWholeSquare() {
    assertThat(draw(100, 160, 0, 0, 0)[0]).containsExactly(0, 30, 50, 50);
    float most = Math.nextDown(1f);
    assertThat(draw(100, 160, most, most, most)[0]).containsExactly(0, 30, 100, 100);
  }

  @Test
  void viewOne_lastPlace_endsWithTheSquare() {
    float most = Math.nextDown(1f);
    assertThat(draw(100, 160, 0, most, most)[0]).containsExactly(50, 80, 50, 50);
  }

  @Test
  void viewOne_alwaysLiesInViewTwo() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int height = 1 + random.nextInt(500);
      int width = 1 + random.nextInt(500);
      int[][] crops =
          draw(height, width, random.nextFloat(), random.nextFloat(), random.nextFloat());
      int side = Math.min(height, width);
      assertThat(crops[0][2]).isEqualTo(crops[0][3]).isBetween(Math.max(1, side / 2), side);
      for (int axis = 0; axis < 2; axis++) {
        assertThat(crops[0][axis]).isGreaterThanOrEqualTo(crops[1][axis]);
        assertThat(crops[0][axis] + crops[0][2]).isLessThanOrEqualTo(crops[1][axis] + side);
      }
    }
  }
}
