package org.densesiam.it.python;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Random;
import org.densesiam.data.colour.ColourConfig;
import org.densesiam.data.colour.Photometric;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.view.ColourPlace;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.model.testing.FloatTensor;
import org.densesiam.model.testing.TestGraph;
import org.densesiam.model.weights.ArrayMap;
import org.densesiam.model.weights.FloatArray;
import org.densesiam.model.weights.SafeTensors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TUint8;

/**
 * Whole batches of segmentation's views beside those that the released code's operations make of
 * the same squares and draws, with Pillow.
 *
 * <p>What stays different: Pillow's blur is three box blurs, its hue has 256 places, its mean grey
 * is a whole number, view 2 is rounded once more.
 */
@NeedsPython
class ReleasedViewsTest {
  private static final int IMAGES = 24;
  private static final int SIZE_PX = 32;
  private static final int SQUARE_PX = 2 * SIZE_PX;
  private static final int PATCH_PX = 8;
  private static final double SIGMA_MIN_PX = 0.01;
  private static final double SIGMA_MAX_PX = 1.8;

  private final Random random = new Random(5);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"BYTES, 0.8, 4", "REAL, 1.6, 4"}) // Pillow's dropped fractions darken by a level
  void views_whereSquaresAreColoured_arePillows(
      ColourConfig.Values values, double mean, double worst) throws Exception {
    byte[] squares = squares();
    float[] draws = draws();
    float[] crops = new float[IMAGES * 3]; // top, left, side in pixels of the square
    float[][] boxes = new float[IMAGES][];
    float[][] whole = new float[IMAGES][];
    boolean[] flips = new boolean[IMAGES];
    float[] flipNumbers = new float[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      int side = SIZE_PX + random.nextInt(SIZE_PX + 1);
      int top = random.nextInt(SQUARE_PX - side + 1);
      int left = random.nextInt(SQUARE_PX - side + 1);
      System.arraycopy(new float[] {top, left, side}, 0, crops, 3 * i, 3);
      float unit = 1f / SQUARE_PX;
      boxes[i] = new float[] {top * unit, left * unit, (top + side) * unit, (left + side) * unit};
      whole[i] = new float[] {0, 0, 1, 1};
      flips[i] = random.nextBoolean();
      flipNumbers[i] = flips[i] ? 1 : 0;
    }
    Path file = folder.resolve("views.safetensors");
    try (TestGraph graph = TestGraph.open(1)) {
      Ops tf = graph.tf();
      Operand<TUint8> pixels =
          tf.constant(
              TUint8.class, Shape.of(IMAGES, SQUARE_PX, SQUARE_PX, 3), DataBuffers.of(squares));
      ViewPairBatch batch =
          new ViewPairBatch(
              ColourPlace.SQUARE,
              pixels,
              pixels,
              tf.constant(boxes),
              tf.constant(whole),
              tf.constant(flips),
              tf.constant(new boolean[IMAGES]),
              tf.constant(Shape.of(IMAGES, 2, Photometric.DRAWS), DataBuffers.of(draws)),
              tf.constant(new long[IMAGES]));
      Twin<View> views = batch.views(tf, colour(values));
      SafeTensors.write(
          file,
          new ArrayMap(
              "views",
              ImmutableMap.<String, FloatArray>builder()
                  .put("squares", FloatArray.of(pixels.shape(), floats(squares)))
                  .put("draws", FloatArray.of(Shape.of(IMAGES, 2, Photometric.DRAWS), draws))
                  .put("crops", FloatArray.of(Shape.of(IMAGES, 3), crops))
                  .put("flips", FloatArray.of(Shape.of(IMAGES), flipNumbers))
                  .put(
                      "sigmas",
                      FloatArray.of(Shape.of(2), (float) SIGMA_MIN_PX, (float) SIGMA_MAX_PX))
                  .put("view1", array(graph.evaluate(views.first().image())))
                  .put("view2", array(graph.evaluate(views.second().image())))
                  .buildOrThrow()),
          ImmutableMap.of());
    }

    Python.find().orElseThrow().run("released_views.py", file, mean, worst);
  }

  /** The released recipe, with pixels left in {@code [0, 1]}. */
  private static ColourConfig colour(ColourConfig.Values values) {
    return new ColourConfig(
        0.8,
        0.3,
        0.3,
        0.3,
        0.1,
        ColourConfig.Order.FIXED,
        0.2,
        0.5,
        SIGMA_MIN_PX,
        SIGMA_MAX_PX,
        SQUARE_PX,
        values,
        ImmutableList.of(0.0, 0.0, 0.0),
        ImmutableList.of(1.0, 1.0, 1.0));
  }

  /** Plain patches of any colour, with some noise. */
  private byte[] squares() {
    byte[] pixels = new byte[IMAGES * SQUARE_PX * SQUARE_PX * 3];
    int patches = SQUARE_PX / PATCH_PX;
    for (int image = 0; image < IMAGES; image++) {
      byte[] colours = new byte[patches * patches * 3];
      random.nextBytes(colours);
      for (int i = 0; i < SQUARE_PX * SQUARE_PX * 3; i++) {
        int column = i / 3 % SQUARE_PX / PATCH_PX;
        int row = i / 3 / SQUARE_PX / PATCH_PX;
        int colour = Byte.toUnsignedInt(colours[(row * patches + column) * 3 + i % 3]);
        int noisy = colour + random.nextInt(21) - 10;
        pixels[image * SQUARE_PX * SQUARE_PX * 3 + i] = (byte) Math.max(0, Math.min(255, noisy));
      }
    }
    return pixels;
  }

  private float[] draws() {
    float[] draws = new float[IMAGES * 2 * Photometric.DRAWS];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = random.nextFloat();
    }
    return draws;
  }

  private static float[] floats(byte[] bytes) {
    float[] floats = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      floats[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return floats;
  }

  private static FloatArray array(FloatTensor tensor) {
    return FloatArray.of(tensor.shape(), tensor.values());
  }
}
