package org.densesiam.data.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Against torchvision's loop, written down again. */
class RandomCropsTest {
  private static final ViewConfig CONFIG = ViewConfig.simSiam(224);
  private static final int VIEWS = 50;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  /** {@code RandomResizedCrop.get_params}: top, left, height, width. */
  private static int[] torchvision(int height, int width, float[] draws) {
    for (int attempt = 0; attempt < 10; attempt++) {
      double area = height * width * (0.2 + 0.8 * draws[attempt]);
      double ratio =
          Math.exp(Math.log(3 / 4.0) + draws[10 + attempt] * Math.log((4 / 3.0) / (3 / 4.0)));
      int w = (int) Math.rint(Math.sqrt(area * ratio));
      int h = (int) Math.rint(Math.sqrt(area / ratio));
      if (0 < w && w <= width && 0 < h && h <= height) {
        return new int[] {
          (int) (draws[20] * (height - h + 1)), (int) (draws[21] * (width - w + 1)), h, w
        };
      }
    }
    double ratio = (double) width / height;
    int w = width;
    int h = height;
    if (ratio < 3 / 4.0) {
      h = (int) Math.rint(w / (3 / 4.0));
    } else if (ratio > 4 / 3.0) {
      w = (int) Math.rint(h * (4 / 3.0));
    }
    return new int[] {(height - h) / 2, (width - w) / 2, h, w};
  }

  @Test
  void draw_ofUsualImages_isTorchvisionsForTheSameNumbers() {
    float[][] draws = draws(1);
    for (int[] size : new int[][] {{375, 500}, {500, 375}, {333, 500}, {64, 64}, {2000, 3000}}) {
      assertSame(crops(size[0], size[1], draws), size, draws);
    }
  }

  @Test
  void draw_ofAPanorama_fallsBackToTheCentreAsTorchvisionDoes() {
    float[][] draws = draws(2);
    for (int[] size : new int[][] {{30, 900}, {900, 30}, {31, 1001}, {1, 40}, {40, 1}, {1, 1}}) {
      assertSame(crops(size[0], size[1], draws), size, draws);
    }
  }

  @Test
  void draw_largestNumbers_staysInsideTheImage() {
    float[][] draws = new float[VIEWS][RandomCrops.DRAWS];
    for (float[] view : draws) {
      Arrays.fill(view, 0, 10, 0f); // the smallest area, so that the place is free
      Arrays.fill(view, 10, RandomCrops.DRAWS, Math.nextDown(1f));
    }
    for (int[] crop : crops(5000, 7000, draws)) {
      assertThat(crop[0] + crop[2]).isEqualTo(5000);
      assertThat(crop[1] + crop[3]).isEqualTo(7000);
    }
  }

  @Test
  void boxes_ofCrops_areNormalisedEdges() {
    Ops tf = Ops.create(graph);
    Operand<TFloat32> boxes =
        RandomCrops.boxes(
            tf, tf.constant(new int[][] {{10, 20, 50, 100}}), tf.constant(100), tf.constant(200));
    try (Result result = session.runner().fetch(boxes).run()) {
      float[] found = new float[4];
      ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
      assertThat(found).containsExactly(0.1f, 0.1f, 0.6f, 0.6f);
    }
  }

  /** Equal, but for a rounding that falls the other way in float: one pixel, rarely. */
  private static void assertSame(int[][] crops, int[] size, float[][] draws) {
    int different = 0;
    for (int view = 0; view < VIEWS; view++) {
      int[] expected = torchvision(size[0], size[1], draws[view]);
      for (int edge = 0; edge < 4; edge++) {
        assertThat(crops[view][edge])
            .as("%s x %s px, view %s, edge %s", size[0], size[1], view, edge)
            .isBetween(expected[edge] - 1, expected[edge] + 1);
      }
      different += Arrays.equals(crops[view], expected) ? 0 : 1;
    }
    assertThat(different).as("crops that differ by a pixel").isLessThanOrEqualTo(1);
  }

  private int[][] crops(int height, int width, float[][] draws) {
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> drawn =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(VIEWS, RandomCrops.DRAWS)));
    Operand<TInt32> crops =
        RandomCrops.draw(tf, tf.constant(height), tf.constant(width), drawn, CONFIG);
    float[] flat = new float[VIEWS * RandomCrops.DRAWS];
    for (int view = 0; view < VIEWS; view++) {
      System.arraycopy(draws[view], 0, flat, view * RandomCrops.DRAWS, RandomCrops.DRAWS);
    }
    try (TFloat32 values = TFloat32.tensorOf(drawn.shape(), DataBuffers.of(flat));
        Result result = session.runner().feed(drawn, values).fetch(crops).run()) {
      TInt32 found = (TInt32) result.get(0);
      int[][] copy = new int[VIEWS][4];
      for (int view = 0; view < VIEWS; view++) {
        for (int edge = 0; edge < 4; edge++) {
          copy[view][edge] = found.getInt(view, edge);
        }
      }
      return copy;
    }
  }

  private static float[][] draws(long seed) {
    Random random = new Random(seed);
    float[][] draws = new float[VIEWS][RandomCrops.DRAWS];
    for (float[] view : draws) {
      for (int i = 0; i < view.length; i++) {
        view[i] = random.nextFloat();
      }
    }
    return draws;
  }
}
