package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

class GridSamplerTest {
  private static final float[] WHOLE = {0f, 0f, 1f, 1f};

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  @Test
  void sample_pointBetweenTwoCells_isTheirWeightedMean() {
    // Cells at x = 1/4 and 3/4 of the view; the region's centre at x = 0.375, a quarter of the way.
    Operand<TFloat32> out =
        GridSampler.sample(
            tf, map(1, 2, 10f, 30f), box(WHOLE), flips(false), box(0f, 0.25f, 1f, 0.5f), 1, 1);

    assertThat(run(out)).containsExactly(10f + 0.25f * 20f);
  }

  @Test
  void sample_flippedView_readsMirrored() {
    Operand<TFloat32> out =
        GridSampler.sample(tf, map(1, 2, 30f, 10f), box(WHOLE), flips(true), box(WHOLE), 1, 2);

    assertThat(run(out)).containsExactly(10f, 30f);
  }

  @Test
  void sample_regionFromRightToLeft_givesMirroredSamples() {
    Operand<TFloat32> out =
        GridSampler.sample(
            tf, map(1, 2, 10f, 30f), box(WHOLE), flips(false), box(0f, 1f, 1f, 0f), 1, 2);

    assertThat(run(out)).containsExactly(30f, 10f);
  }

  @Test
  void sample_pointsOutsideTheView_takeItsBorder() {
    // The view is the image's right half; the left half of the region lies outside.
    Operand<TFloat32> out =
        GridSampler.sample(
            tf, map(1, 2, 10f, 30f), box(0f, 0.5f, 1f, 1f), flips(false), box(WHOLE), 1, 2);

    assertThat(run(out)).containsExactly(10f, 20f);
  }

  @Test
  void sample_ofBfloat16_staysBfloat16() {
    Operand<TBfloat16> map = tf.dtypes.cast(map(1, 2, 10f, 30f), TBfloat16.class);
    Operand<TBfloat16> out =
        GridSampler.sample(tf, map, box(WHOLE), flips(false), box(WHOLE), 1, 1);

    assertThat(run(tf.dtypes.cast(out, TFloat32.class))).containsExactly(20f);
  }

  @Test
  void gradient_ofSampledValues_isTheWeightOfEachCell() {
    Placeholder<TFloat32> map =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 2, 2, 1)));
    // One point at y = 0.25, x = 0.375: in the centre of the upper row, a quarter of the way right.
    Operand<TFloat32> out =
        GridSampler.sample(tf, map, box(WHOLE), flips(false), box(0f, 0.25f, 0.5f, 0.5f), 1, 1);
    var gradient = graph.addGradients(out.asOutput(), new Output<?>[] {map.output()})[0];

    try (TFloat32 values = TFloat32.tensorOf(Shape.of(1, 2, 2, 1));
        Result result = session.runner().feed(map, values).fetch(gradient).run()) {
      assertThat(floats((TFloat32) result.get(0)))
          .containsExactly(new float[] {0.75f, 0.25f, 0f, 0f}, Offset.offset(1e-6f));
    }
  }

  @Test
  void gradient_ofAWholeGrid_sharesOutEachPointOnce() {
    int grid = 3;
    Placeholder<TFloat32> map =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 4, 5, 2)));
    Operand<TFloat32> boxes = tf.constant(new float[][] {WHOLE, {0.1f, 0.2f, 0.9f, 0.7f}});
    Operand<TFloat32> regions =
        tf.constant(new float[][] {{0.3f, 0.1f, 0.6f, 0.9f}, {0f, 0f, 1f, 1f}});
    Operand<TFloat32> out =
        GridSampler.sample(
            tf, map, boxes, tf.constant(new boolean[] {false, true}), regions, grid, grid);
    Output<?> gradient = graph.addGradients(out.asOutput(), new Output<?>[] {map.output()})[0];
    Operand<TFloat32> total = // [B, C]
        tf.reduceSum(gradient.expect(TFloat32.class), tf.constant(new int[] {1, 2}));

    try (TFloat32 values = TFloat32.tensorOf(Shape.of(2, 4, 5, 2));
        Result result = session.runner().feed(map, values).fetch(total).run()) {
      float points = grid * grid;
      assertThat(floats((TFloat32) result.get(0)))
          .containsExactly(new float[] {points, points, points, points}, Offset.offset(1e-5f));
    }
  }

  @Test
  void sample_mapOfUnknownHeight_isRefused() {
    Operand<TFloat32> map =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, Shape.UNKNOWN_SIZE, 2, 1)));

    assertThatThrownBy(
            () -> GridSampler.sample(tf, map, box(WHOLE), flips(false), box(WHOLE), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("features must be [B, h, w, C] with h, w, C known");
  }

  @Test
  void overlap_smallerThanAsked_isNotValid() {
    // 0.2 x 0.5 of the image is shared.
    Operand<TFloat32> first = box(0f, 0f, 0.5f, 0.5f);
    Operand<TFloat32> second = box(0.3f, 0f, 1f, 1f);

    assertThat(runFlag(Overlap.of(tf, first, second, 0.09).valid())).isTrue();
    assertThat(runFlag(Overlap.of(tf, first, second, 0.11).valid())).isFalse();
    assertThat(run(Overlap.of(tf, first, second, 0).area()))
        .containsExactly(new float[] {0.1f}, Offset.offset(1e-6f));
  }

  @Test
  void overlap_ofBoxesThatOnlyTouch_isNotValidAndFinite() {
    Overlap overlap = Overlap.of(tf, box(0f, 0f, 0.5f, 1f), box(0.5f, 0f, 1f, 1f), 0);

    assertThat(runFlag(overlap.valid())).isFalse();
    assertThat(run(overlap.box())).containsExactly(0f, 0f, 0.5f, 1f);
  }

  private Operand<TFloat32> map(int height, int width, float... values) {
    return tf.constant(Shape.of(1, height, width, 1), DataBuffers.of(values));
  }

  private Operand<TFloat32> box(float... edges) {
    return tf.constant(new float[][] {edges});
  }

  private Operand<TBool> flips(boolean flip) {
    return tf.constant(new boolean[] {flip});
  }

  private boolean runFlag(Operand<TBool> flag) {
    try (Result result = session.runner().fetch(flag).run()) {
      return ((TBool) result.get(0)).getBoolean(0);
    }
  }

  private float[] run(Operand<TFloat32> values) {
    try (Result result = session.runner().fetch(values).run()) {
      return floats((TFloat32) result.get(0));
    }
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }
}
