package org.densesiam.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.data.view.SquareViewConfig;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Views that are coloured themselves beside those whose square was coloured. */
class ColourPlaceTest {
  private static final int SIZE_PX = 32;
  private static final int BATCH = 4;

  /** The square's pixels are whole, so that crops of it and of the image differ by one at most. */
  private static final float PIXEL = 1f / (2 * SIZE_PX);

  @TempDir Path folder;

  /** One image's pair as the network gets it, red, green, blue in {@code [0, 1]}. */
  private static final class Pair {
    final float[][][] view1;
    final float[][][] view2;
    final float[] box1;
    final float[] box2;
    final boolean flip1;

    Pair(float[][][] view1, float[][][] view2, float[] box1, float[] box2, boolean flip1) {
      this.view1 = view1;
      this.view2 = view2;
      this.box1 = box1;
      this.box2 = box2;
      this.flip1 = flip1;
    }
  }

  @Test
  void views_withoutChangesOfColour_areTheSamePartsWhereverColourIs() throws IOException {
    RecordSource source = TestShards.write(folder, 2, images());
    List<Pair> ofView = views(source, ColourPlace.VIEW, uncoloured());
    List<Pair> ofSquare = views(source, ColourPlace.SQUARE, uncoloured());

    assertThat(ofSquare).hasSameSizeAs(ofView).hasSize(12);
    for (int i = 0; i < ofView.size(); i++) {
      assertThat(ofSquare.get(i).flip1).isEqualTo(ofView.get(i).flip1);
      assertThat(ofSquare.get(i).box1)
          .containsExactly(ofView.get(i).box1, Offset.offset(2 * PIXEL));
      assertThat(ofSquare.get(i).box2).containsExactly(ofView.get(i).box2, Offset.offset(PIXEL));
    }
    assertThat(ofView.stream().map(pair -> pair.flip1)).contains(true, false);
  }

  @Test
  void views_whereverColourIs_showWhatTheirBoxesAndFlipsSay() throws IOException {
    RecordSource source = TestShards.write(folder, 2, images());
    for (ColourPlace place : ColourPlace.values()) {
      for (Pair pair : views(source, place, uncoloured())) {
        assertShows(pair.view1, pair.box1, pair.flip1);
        assertShows(pair.view2, pair.box2, false);
      }
    }
  }

  @Test
  void views_ofAColouredSquare_takeTwoDrawsOfIt() throws IOException {
    RecordSource source = TestShards.write(folder, 2, images());
    for (Pair pair : views(source, ColourPlace.SQUARE, brightness())) {
      // View 1's first pixel, away from the border, and the same point of view 2.
      double row = pair.box1[0] + 0.5 * (pair.box1[2] - pair.box1[0]);
      float first = pair.view1[SIZE_PX / 2][SIZE_PX / 2][0] / (float) row;
      double middle = pair.box2[0] + 0.5 * (pair.box2[2] - pair.box2[0]);
      float second = pair.view2[SIZE_PX / 2][SIZE_PX / 2][0] / (float) middle;
      assertThat(first).as("factor of view 1").isBetween(0.65f, 1.35f);
      assertThat(second).as("factor of view 2").isBetween(0.65f, 1.35f);
      assertThat(Math.abs(first - second)).as("one factor for both").isGreaterThan(1e-4f);
    }
  }

  @Test
  void synthetic_colourOfTheSquare_areSquaresThatViewsAreCutOutOf() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ViewPairBatch batch = SyntheticViews.create(tf, ColourPlace.SQUARE, 3, SIZE_PX, 1);
      Twin<View> views = batch.views(tf, ColourConfig.segmentation());

      assertThat(batch.view1().shape()).isEqualTo(Shape.of(3, 2 * SIZE_PX, 2 * SIZE_PX, 3));
      assertThat(views.first().image().shape().get(1)).isEqualTo(SIZE_PX);
      assertThat(views.second().image().shape().get(2)).isEqualTo(SIZE_PX);
    }
  }

  /** The view's pixels are the coordinates that its box and flip give them, to a rounding. */
  private static void assertShows(float[][][] view, float[] box, boolean flip) {
    for (int at : new int[] {4, 15, 27}) { // away from the border, where the filter is cut
      double u = (at + 0.5) / SIZE_PX;
      double y = box[0] + u * (box[2] - box[0]);
      double x = box[1] + (flip ? 1 - u : u) * (box[3] - box[1]);
      assertThat(view[at][at][0]).isCloseTo((float) y, Offset.offset(2 / 255f));
      assertThat(view[at][at][1]).isCloseTo((float) x, Offset.offset(2 / 255f));
    }
  }

  private static List<Pair> views(RecordSource source, ColourPlace place, ColourConfig colour) {
    SquareViewConfig config = new SquareViewConfig(SIZE_PX, 0.5, 1, 0.5, place);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      ViewPipeline pipeline =
          new ViewPipeline(tf, source, config, new PipelineConfig(BATCH, 16, Optional.of(1), 1));
      Twin<View> views = pipeline.batch().views(tf, colour);
      pipeline.start(session, EpochStart.of(3, 0));
      List<Pair> pairs = new ArrayList<>();
      while (true) {
        try (Result result =
            session
                .runner()
                .fetch(views.first().image())
                .fetch(views.second().image())
                .fetch(views.first().box())
                .fetch(views.second().box())
                .fetch(views.first().flip())
                .run()) {
          float[][][][] first = StdArrays.array4dCopyOf((TFloat32) result.get(0));
          float[][][][] second = StdArrays.array4dCopyOf((TFloat32) result.get(1));
          float[][] box1 = StdArrays.array2dCopyOf((TFloat32) result.get(2));
          float[][] box2 = StdArrays.array2dCopyOf((TFloat32) result.get(3));
          boolean[] flip1 = StdArrays.array1dCopyOf((TBool) result.get(4));
          for (int i = 0; i < BATCH; i++) {
            pairs.add(new Pair(first[i], second[i], box1[i], box2[i], flip1[i]));
          }
        } catch (TFOutOfRangeException endOfEpoch) {
          return pairs;
        }
      }
    }
  }

  private static ColourConfig uncoloured() {
    return colour(0, 0);
  }

  private static ColourConfig brightness() {
    return colour(1, 0.3);
  }

  /** Without contrast, so that no factor depends on what is in the picture. */
  private static ColourConfig colour(double jitterProbability, double brightness) {
    return new ColourConfig(
        jitterProbability,
        brightness,
        0,
        0,
        0,
        ColourConfig.Order.FIXED,
        0,
        0,
        0.1,
        2,
        2 * SIZE_PX,
        ColourConfig.Values.REAL,
        ImmutableList.of(0.0, 0.0, 0.0),
        ImmutableList.of(1.0, 1.0, 1.0));
  }

  private static List<byte[]> images() {
    List<byte[]> images = new ArrayList<>();
    for (int id = 0; id < 12; id++) {
      images.add(TestShards.coordinates(90 + id % 3 * 12, 130 - id % 2 * 60, id)); // wide, high
    }
    return images;
  }
}
