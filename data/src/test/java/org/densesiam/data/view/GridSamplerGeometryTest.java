package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkNotNull;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The test of method.md section 2: when the feature map is the coordinate in the source image, two
 * views sampled at the same points give the same numbers, whatever the boxes and flips.
 *
 * <p>Bilinear interpolation is exact for coordinates between the outermost cell centres of a view.
 * Beyond them, in the outer half cell, the border is clamped: there the sample is the border cell's
 * own coordinate, and the two views need not agree. Both are checked, by the same formula.
 */
class GridSamplerGeometryTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 6;
  private static final int GRID = 7;

  private static @Nullable Pair graph;

  /** A box in the source image. */
  record Box(double y0, double x0, double y1, double x1) {
    double height() {
      return y1 - y0;
    }

    double width() {
      return x1 - x0;
    }

    Box intersect(Box other) {
      return new Box(
          Math.max(y0, other.y0),
          Math.max(x0, other.x0),
          Math.min(y1, other.y1),
          Math.min(x1, other.x1));
    }
  }

  /** A view: its box and whether it is mirrored. */
  record View(Box box, boolean flip) {
    float[] edges() {
      return new float[] {(float) box.y0, (float) box.x0, (float) box.y1, (float) box.x1};
    }

    /** Coordinates of the cell centres in the source image, {@code [1, ROWS, COLUMNS, 2]}. */
    float[] coordinates() {
      float[] values = new float[ROWS * COLUMNS * 2];
      for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          double seen = (column + 0.5) / COLUMNS;
          int at = (row * COLUMNS + column) * 2;
          values[at] = (float) (box.y0 + (row + 0.5) / ROWS * box.height());
          values[at + 1] = (float) (box.x0 + (flip ? 1 - seen : seen) * box.width());
        }
      }
      return values;
    }

    /** A point as this view can tell it: clamped to the outermost cell centres. */
    double seenY(double y) {
      double half = box.height() / ROWS / 2;
      return Math.min(Math.max(y, box.y0 + half), box.y1 - half);
    }

    double seenX(double x) {
      double half = box.width() / COLUMNS / 2;
      return Math.min(Math.max(x, box.x0 + half), box.x1 - half);
    }
  }

  /** One graph and session for all tries. */
  private static final class Pair implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session = new Session(graph);
    private final Placeholder<TFloat32> boxes;
    private final Placeholder<TFloat32> features;
    private final Placeholder<TBool> flips;
    private final Overlap overlap;
    private final Operand<TFloat32> sampled;

    Pair() {
      Ops tf = Ops.create(graph);
      boxes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 4)));
      flips = tf.placeholder(TBool.class, Placeholder.shape(Shape.of(2)));
      features = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, ROWS, COLUMNS, 2)));
      var first = tf.slice(boxes, tf.constant(new int[] {0, 0}), tf.constant(new int[] {1, 4}));
      var second = tf.slice(boxes, tf.constant(new int[] {1, 0}), tf.constant(new int[] {1, 4}));
      overlap = Overlap.of(tf, first, second, 0);
      var region = tf.tile(overlap.box(), tf.constant(new int[] {2, 1}));
      sampled = GridSampler.sample(tf, features, boxes, flips, region, GRID, GRID);
    }

    /** Samples both views at the overlap: {@code [2, GRID, GRID, 2]}, and whether it is valid. */
    void run(View first, View second, Check check) {
      try (TFloat32 boxValues = floats(Shape.of(2, 4), first.edges(), second.edges());
          TFloat32 featureValues =
              floats(Shape.of(2, ROWS, COLUMNS, 2), first.coordinates(), second.coordinates());
          TBool flipValues =
              TBool.tensorOf(
                  Shape.of(2),
                  DataBuffers.of(new boolean[] {first.flip(), second.flip()}, false, false));
          Result result =
              session
                  .runner()
                  .feed(boxes, boxValues)
                  .feed(features, featureValues)
                  .feed(flips, flipValues)
                  .fetch(sampled)
                  .fetch(overlap.valid())
                  .run()) {
        check.accept((TFloat32) result.get(0), ((TBool) result.get(1)).getBoolean(0));
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  private interface Check {
    void accept(TFloat32 sampled, boolean valid);
  }

  private static TFloat32 floats(Shape shape, float[] first, float[] second) {
    float[] both = new float[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return TFloat32.tensorOf(shape, DataBuffers.of(both));
  }

  @BeforeContainer
  static void build() {
    graph = new Pair();
  }

  @AfterContainer
  static void close() {
    if (graph != null) {
      graph.close();
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.MIXIN)
  void sample_mapOfCoordinates_isThePointItselfInBothViews(
      @ForAll("views") View first, @ForAll("views") View second) {
    Box overlap = first.box().intersect(second.box());
    double smallerSide = Math.min(overlap.height(), overlap.width());
    checkNotNull(graph)
        .run(
            first,
            second,
            (sampled, valid) -> {
              if (Math.abs(smallerSide) > 1e-6) { // a float may fall either side of 0
                assertThat(valid).as("overlap %s is valid", overlap).isEqualTo(smallerSide > 0);
              }
              if (valid) {
                assertThat(deviation(sampled, 0, first, overlap)).as("view 1").isLessThan(1e-5);
                assertThat(deviation(sampled, 1, second, overlap)).as("view 2").isLessThan(1e-5);
              }
            });
  }

  /** Largest distance of a sampled coordinate from where its point is seen, in source images. */
  private static double deviation(TFloat32 sampled, int index, View view, Box overlap) {
    double largest = 0;
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        double y = view.seenY(overlap.y0() + (row + 0.5) / GRID * overlap.height());
        double x = view.seenX(overlap.x0() + (column + 0.5) / GRID * overlap.width());
        largest = Math.max(largest, Math.abs(sampled.getFloat(index, row, column, 0) - y));
        largest = Math.max(largest, Math.abs(sampled.getFloat(index, row, column, 1) - x));
      }
    }
    return largest;
  }

  @Provide
  Arbitrary<View> views() {
    Arbitrary<Double> side =
        Arbitraries.doubles()
            .between(0.05, 1.0)
            .ofScale(4)
            .edgeCases(edges -> edges.includeOnly(0.05, 1.0));
    Arbitrary<Double> place =
        Arbitraries.doubles()
            .between(0.0, 1.0)
            .ofScale(4)
            .edgeCases(edges -> edges.includeOnly(0.0, 1.0));
    Arbitrary<Boolean> flip = Arbitraries.of(true, false);
    return Combinators.combine(side, side, place, place, flip)
        .as(
            (height, width, down, right, mirrored) -> {
              double y0 = down * (1 - height);
              double x0 = right * (1 - width);
              return new View(new Box(y0, x0, y0 + height, x0 + width), mirrored);
            });
  }
}
