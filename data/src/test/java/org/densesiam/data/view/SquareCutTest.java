package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SquareCutTest {
  private static final int SIZE_PX = 2;
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  /** Row {@code i}, column {@code j} holds {@code 10 i + j^2}. */
  private static final float[][] SQUARE = {
    {0, 1, 4, 9}, {10, 11, 14, 19}, {20, 21, 24, 29}, {30, 31, 34, 39}
  };

  @Test
  void part_thatIsTheWholeSquare_isTheMeanOfTwoByTwo() {
    assertShows(part(0, 0, 1, 1, false), 5.5f, 11.5f, 25.5f, 31.5f);
  }

  @Test
  void part_mirrored_isReadFromRightToLeft() {
    assertShows(part(0, 0, 1, 1, true), 11.5f, 5.5f, 31.5f, 25.5f);
  }

  @Test
  void part_asWideAsTheView_isItsPixels() {
    assertShows(part(0.25f, 0.5f, 0.75f, 1, false), 14, 19, 24, 29);
  }

  @Test
  void part_threePixelsWide_isInterpolatedAtItsPixelsCentres() {
    // Pixel i of 2 has its centre at 0.75 + 1.5 i pixels of the part: 0.25 + 1.5 i past the first.
    float[][] ramp = new float[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        ramp[i][j] = 100 * i + j;
      }
    }
    assertShows(
        cut(ramp, tf -> part(tf, 0, 0.25f, 0.75f, 1, false)), 26.25f, 27.75f, 176.25f, 177.75f);
  }

  @Test
  void part_ofASquareInsideItsImage_isTheSamePart() {
    SquareCutSource inside =
        tf ->
            SquareCut.part(
                tf,
                tf.constant(new float[][] {{0, 0.2f, 1, 0.8f}}),
                tf.constant(new float[][] {{0.25f, 0.5f, 0.75f, 0.8f}}), // right half, middle
                tf.constant(new boolean[] {false}),
                SIZE_PX);
    assertShows(cut(SQUARE, inside), 14, 19, 24, 29);
  }

  @Test
  void half_weighsFourPixelsOneThreeThreeOne_asFarAsThereAre() {
    float[][] row = new float[8][8];
    for (int i = 0; i < 8; i++) {
      row[i] = new float[] {0, 0, 0, 56, 0, 0, 0, 0};
    }
    // Pixel 3 is 1.5 from the centre of view pixel 2, half a pixel from that of 1; all rows alike.
    float[][] found = cut(row, tf -> SquareCut.half(tf, 4));
    for (float[] line : found) {
      assertThat(line).containsExactly(new float[] {0, 21, 7, 0}, ROUNDING);
    }
    for (int i = 0; i < 8; i++) {
      row[i] = new float[] {0, 0, 56, 0, 0, 0, 0, 0}; // a seventh of the first, cut at the edge
    }
    for (float[] line : cut(row, tf -> SquareCut.half(tf, 4))) {
      assertThat(line).containsExactly(new float[] {8, 21, 0, 0}, ROUNDING);
    }
  }

  @Test
  void half_ofMany_isTheHalfOfEach() {
    float[][] found = cut(SQUARE, tf -> SquareCut.half(tf, SIZE_PX));
    // Columns: (3 * 0 + 3 * 1 + 4) / 7 = 1, (1 + 3 * 4 + 3 * 9) / 7; rows: 10 * (0.714, 2.286).
    float top = 50 / 7f;
    float bottom = 160 / 7f;
    float right = 40 / 7f;
    assertShows(found, top + 1, top + right, bottom + 1, bottom + right);
  }

  private static float[][] part(float y0, float x0, float y1, float x1, boolean flip) {
    return cut(SQUARE, tf -> part(tf, y0, x0, y1, x1, flip));
  }

  private static SquareCut part(Ops tf, float y0, float x0, float y1, float x1, boolean flip) {
    return SquareCut.part(
        tf,
        tf.constant(new float[][] {{0, 0, 1, 1}}),
        tf.constant(new float[][] {{y0, x0, y1, x1}}),
        tf.constant(new boolean[] {flip}),
        SIZE_PX);
  }

  private interface SquareCutSource extends Function<Ops, SquareCut> {}

  private static void assertShows(float[][] view, float... expected) {
    assertThat(view[0]).containsExactly(new float[] {expected[0], expected[1]}, ROUNDING);
    assertThat(view[1]).containsExactly(new float[] {expected[2], expected[3]}, ROUNDING);
  }

  /** Of two equal squares, the second view; both are asserted to be equal. */
  private static float[][] cut(float[][] square, SquareCutSource source) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      try (Result result =
          session
              .runner()
              .fetch(source.apply(tf).apply(tf, tf.constant(new float[][][] {square, square})))
              .run()) {
        float[][][] views = StdArrays.array3dCopyOf((TFloat32) result.get(0));
        assertThat(views[0]).isDeepEqualTo(views[1]);
        return views[1];
      }
    }
  }
}
