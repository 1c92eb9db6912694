package org.densesiam.data.view;

import static org.densesiam.model.testing.TensorAssert.assertThat;
import static org.densesiam.model.testing.TestViews.boxes;

import java.util.List;
import java.util.Random;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.testing.TestViews;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AlignmentTest {
  private static final float[] UPPER_LEFT = {0, 0, 0.75f, 0.75f};
  private static final float[] LOWER_RIGHT = {0.25f, 0.25f, 1, 1};

  @Test
  void sample_mapsOfCoordinates_agreeAtEveryPoint() {
    // The "feature" of a cell is where it lies in the source; view 2 is mirrored.
    try (TestGraph graph = TestGraph.open()) {
      Alignment alignment =
          TestViews.alignment(
              graph,
              new Twin<>(boxes(1, UPPER_LEFT), boxes(1, LOWER_RIGHT)),
              new Twin<>(new boolean[] {false}, new boolean[] {true}));
      Twin<Operand<TFloat32>> coordinates =
          new Twin<>(
              graph.constant(coordinates(UPPER_LEFT, false)),
              graph.constant(coordinates(LOWER_RIGHT, true)));

      Twin<Operand<TFloat32>> sampled =
          alignment.sample(new Twin<>(graph.tf(), graph.tf()), coordinates, 2);

      // Overlap 0.25 to 0.75: cell centres at 0.375 and 0.625.
      double[] expected = {0.375, 0.375, 0.375, 0.625, 0.625, 0.375, 0.625, 0.625};
      List<FloatTensor> actual = graph.evaluate(List.of(sampled.first(), sampled.second()));
      assertThat(actual.get(0)).hasShape(1, 2, 2, 2).hasValues(1e-6, expected);
      assertThat(actual.get(1)).hasShape(1, 2, 2, 2).hasValues(1e-6, expected);
    }
  }

  @Test
  void secondAtFirst_mapsOfCoordinates_areViewOnesOwnWhateverBoxesAndFlips() {
    Random random = new Random(1);
    for (int trial = 0; trial < 20; trial++) {
      float[] second = box(random, new float[] {0, 0, 1, 1});
      float[] first = inner(box(random, second), second);
      boolean flip1 = random.nextBoolean();
      boolean flip2 = random.nextBoolean();
      try (TestGraph graph = TestGraph.open()) {
        Alignment alignment =
            TestViews.alignment(
                graph,
                new Twin<>(boxes(1, first), boxes(1, second)),
                new Twin<>(new boolean[] {flip1}, new boolean[] {flip2}));

        Operand<TFloat32> moved =
            alignment.secondAtFirst(graph.tf(), graph.constant(coordinates(second, flip2)), 12, 12);

        assertThat(graph.evaluate(moved)).isCloseTo(coordinates(first, flip1), 1e-5);
      }
    }
  }

  /** A box of at least half the sides of {@code outer}, in it. */
  private static float[] box(Random random, float[] outer) {
    float height = outer[2] - outer[0];
    float width = outer[3] - outer[1];
    float h = height * (0.5f + 0.5f * random.nextFloat());
    float w = width * (0.5f + 0.5f * random.nextFloat());
    float top = outer[0] + random.nextFloat() * (height - h);
    float left = outer[1] + random.nextFloat() * (width - w);
    return new float[] {top, left, top + h, left + w};
  }

  /** A little away from the border of {@code outer}, where samples are clamped to cell centres. */
  private static float[] inner(float[] box, float[] outer) {
    float y = (outer[2] - outer[0]) / 24;
    float x = (outer[3] - outer[1]) / 24;
    return new float[] {
      Math.max(box[0], outer[0] + y),
      Math.max(box[1], outer[1] + x),
      Math.min(box[2], outer[2] - y),
      Math.min(box[3], outer[3] - x)
    };
  }

  /** {@code (y, x)} of each of 12 x 12 cells of a view in the source. */
  private static FloatTensor coordinates(float[] box, boolean flip) {
    int cells = 12;
    float[] values = new float[cells * cells * 2];
    for (int i = 0; i < cells * cells; i++) {
      int row = i / cells;
      int column = i % cells;
      float v = (row + 0.5f) / cells;
      float u = (column + 0.5f) / cells;
      values[2 * i] = box[0] + v * (box[2] - box[0]);
      values[2 * i + 1] = box[1] + (flip ? 1 - u : u) * (box[3] - box[1]);
    }
    return FloatTensor.of(Shape.of(1, cells, cells, 2), values);
  }

  @Test
  void sampleWeights_areOneWhereTheViewsOverlap() {
    try (TestGraph graph = TestGraph.open()) {
      float[] right = {0, 0.75f, 1, 1};
      Alignment alignment =
          TestViews.alignment(
              graph,
              new Twin<>(
                  new float[][] {UPPER_LEFT, UPPER_LEFT}, new float[][] {LOWER_RIGHT, right}),
              TestViews.both(new boolean[2]));

      assertThat(graph.evaluate(alignment.sampleWeights(graph.tf()))).hasValues(0, 1, 0);
    }
  }
}
