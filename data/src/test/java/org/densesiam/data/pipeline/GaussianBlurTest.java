package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GaussianBlurTest {
  private static final int SIZE_PX = 15;
  private static final int CENTRE = SIZE_PX / 2;
  private static final int PLANE = SIZE_PX * SIZE_PX;
  private static final double SIGMA_MAX = 2;

  @Test
  void apply_toAPoint_isTheProductOfTwoGaussians() {
    float sigma = 1.5f;
    float[] blurred = blur(point(), new boolean[] {true}, sigma);

    double total = 0; // radius: 3 * SIGMA_MAX = 6 pixels
    for (int d = -6; d <= 6; d++) {
      total += Math.exp(-d * d / (2 * 1.5 * 1.5));
    }
    // Around the centre; near the border, weights are shared among fewer pixels.
    for (int y = -1; y <= 1; y++) {
      for (int x = -1; x <= 1; x++) {
        double expected = Math.exp(-(y * y + x * x) / (2 * 1.5 * 1.5)) / (total * total);
        assertThat(blurred[(CENTRE + y) * SIZE_PX + CENTRE + x])
            .as("%s rows and %s columns from the centre", y, x)
            .isCloseTo((float) expected, Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void apply_toAPlainView_changesNothing() {
    float[] plain = new float[3 * PLANE];
    Arrays.fill(plain, 0.7f);

    assertThat(blur(plain, new boolean[] {true}, 2f)).containsExactly(plain, Offset.offset(1e-6f));
  }

  @Test
  void apply_someDrawn_leavesTheOthersBitForBit() {
    float[] three = new float[3 * 3 * PLANE];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(point(), 0, three, i * 3 * PLANE, 3 * PLANE);
    }
    float[] blurred = blur(three, new boolean[] {false, true, false}, 1f, 1f, 1f);

    assertThat(Arrays.copyOfRange(blurred, 0, 3 * PLANE)).containsExactly(point());
    assertThat(Arrays.copyOfRange(blurred, 6 * PLANE, 9 * PLANE)).containsExactly(point());
    assertThat(Arrays.copyOfRange(blurred, 3 * PLANE, 6 * PLANE))
        .containsExactly(blur(point(), new boolean[] {true}, 1f));
  }

  @Test
  void apply_noneDrawn_changesNothing() {
    assertThat(blur(point(), new boolean[] {false}, 1f)).containsExactly(point());
  }

  private static float[] point() {
    float[] planes = new float[3 * PLANE];
    planes[CENTRE * SIZE_PX + CENTRE] = 1f;
    return planes;
  }

  private static float[] blur(float[] planes, boolean[] drawn, float... sigmas) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> blurred =
          new GaussianBlur(tf, SIGMA_MAX)
              .apply(
                  tf.constant(Shape.of(drawn.length, 3, SIZE_PX, SIZE_PX), DataBuffers.of(planes)),
                  tf.constant(drawn),
                  tf.constant(Shape.of(drawn.length, 1), DataBuffers.of(sigmas)),
                  SIZE_PX);
      try (Result result = session.runner().fetch(blurred).run()) {
        float[] found = new float[planes.length];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
        return found;
      }
    }
  }
}
