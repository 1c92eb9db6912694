package org.densesiam.data.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

class GaussianBlurTest {
  private static final int SIZE_PX = 15;
  private static final int CENTRE = SIZE_PX / 2;
  private static final int PLANE = SIZE_PX * SIZE_PX;
  private static final double SIGMA_MAX = 2;

  @ParameterizedTest
  @ValueSource(ints = {15, 112, 120}) // of one slab, of two, which meet at the point
  void apply_toAPoint_isTheProductOfTwoGaussians(int sizePx) {
    int centre = sizePx / 2;
    float[] point = new float[3 * sizePx * sizePx];
    point[centre * sizePx + centre] = 1f;
    float[] blurred = blur(sizePx, point, new boolean[] {true}, 1.5f);

    double total = 0; // radius: 3 * SIGMA_MAX = 6 pixels
    for (int d = -6; d <= 6; d++) {
      total += Math.exp(-d * d / (2 * 1.5 * 1.5));
    }
    // Around the centre; near the border, weights are shared among fewer pixels.
    int reach = Math.min(6, centre - 6);
    for (int y = -reach; y <= reach; y++) {
      for (int x = -reach; x <= reach; x++) {
        double expected = Math.exp(-(y * y + x * x) / (2 * 1.5 * 1.5)) / (total * total);
        assertThat(blurred[(centre + y) * sizePx + centre + x])
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
    return blur(SIZE_PX, planes, drawn, sigmas);
  }

  private static float[] blur(int sizePx, float[] planes, boolean[] drawn, float... sigmas) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> pixels = // [N, 3, Q]
          tf.constant(Shape.of(drawn.length, 3, (long) sizePx * sizePx), DataBuffers.of(planes));
      List<Output<TFloat32>> colours = tf.unstack(pixels, 3L, Unstack.axis(1L)).output();
      Planes found =
          new GaussianBlur(tf, SIGMA_MAX, sizePx)
              .apply(
                  new Planes(colours.get(0), colours.get(1), colours.get(2)),
                  tf.constant(drawn),
                  tf.constant(Shape.of(drawn.length, 1), DataBuffers.of(sigmas)));
      Operand<TFloat32> blurred =
          tf.stack(List.of(found.red(), found.green(), found.blue()), Stack.axis(1L));
      try (Result result = session.runner().fetch(blurred).run()) {
        float[] values = new float[planes.length];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
        return values;
      }
    }
  }
}
