package org.densesiam.data.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.densesiam.data.colour.JitterSlots.Change;
import org.densesiam.data.view.SquareCut;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class PhotometricTest {
  private static final int SIZE_PX = 8;
  private static final int VIEW = SIZE_PX * SIZE_PX * 3;
  private static final int ORDER = 8; // of a view's draws
  private static final List<Double> MEAN = List.of(0.5, 0.25, 0.125);
  private static final List<Double> STD = List.of(0.5, 0.25, 0.2);

  @Test
  void apply_nothingEverHappens_onlyNormalises() {
    ColourConfig never =
        new ColourConfig(
            0,
            0.4,
            0.4,
            0.4,
            0.1,
            ColourConfig.Order.RANDOM,
            0,
            0,
            0.1,
            2,
            SIZE_PX,
            ColourConfig.Values.REAL,
            MEAN,
            STD);
    byte[] view = views(1);
    float[] expected = new float[VIEW];
    for (int i = 0; i < VIEW; i++) {
      double x = Byte.toUnsignedInt(view[i]) / 255.0;
      expected[i] = (float) ((x - MEAN.get(i % 3)) / STD.get(i % 3));
    }

    assertThat(apply(never, view, draws(1))).containsExactly(expected, Offset.offset(1e-5f));
  }

  @Test
  void apply_drawsAboveEveryProbability_onlyNormalises() {
    float[] none = new float[Photometric.DRAWS];
    Arrays.fill(none, 0.99f);
    ColourConfig never =
        new ColourConfig(
            0,
            0,
            0,
            0,
            0,
            ColourConfig.Order.FIXED,
            0,
            0,
            0.1,
            2,
            SIZE_PX,
            ColourConfig.Values.REAL,
            MEAN,
            STD);
    for (ColourConfig.Order order : ColourConfig.Order.values()) {
      ColourConfig config =
          new ColourConfig(
              0.8,
              0.4,
              0.4,
              0.4,
              0.1,
              order,
              0.2,
              0.5,
              0.1,
              2,
              SIZE_PX,
              ColourConfig.Values.REAL,
              MEAN,
              STD);

      assertThat(apply(config, views(1), none))
          .as("order %s", order)
          .containsExactly(apply(never, views(1), none), Offset.offset(1e-5f));
    }
  }

  @Test
  void apply_aView_takesNothingButTheOrderFromTheFirstOfTheBatch() {
    ColourConfig config = ColourConfig.simSiam();
    float[] together = apply(config, views(6), draws(6));
    for (int i = 0; i < 6; i++) {
      float[] draws =
          Arrays.copyOfRange(draws(6), i * Photometric.DRAWS, (i + 1) * Photometric.DRAWS);
      draws[ORDER] = draws(6)[ORDER];

      float[] alone = apply(config, Arrays.copyOfRange(views(6), i * VIEW, (i + 1) * VIEW), draws);

      assertThat(Arrays.copyOfRange(together, i * VIEW, (i + 1) * VIEW))
          .as("view %s", i)
          .containsExactly(alone, Offset.offset(1e-5f));
    }
  }

  @Test
  void apply_drawnOrder_makesTheChangesInThatOrder() {
    ColourConfig config =
        new ColourConfig(
            1,
            0.4,
            0.4,
            0.4,
            0.1,
            ColourConfig.Order.RANDOM,
            0,
            0,
            0.1,
            2,
            SIZE_PX,
            ColourConfig.Values.REAL,
            MEAN,
            STD);
    for (int order = 0; order < JitterSlots.ORDERS.size(); order++) {
      float[] draws = draws(2);
      draws[ORDER] = (order + 0.5f) / JitterSlots.ORDERS.size();

      assertThat(apply(config, views(2), draws))
          .as("%s", JitterSlots.ORDERS.get(order))
          .containsExactly(
              changedOneByOne(config, JitterSlots.ORDERS.get(order), views(2), draws),
              Offset.offset(1e-5f));
    }
  }

  @Test
  void apply_greyDrawn_makesAllChannelsEqual() {
    ColourConfig grey =
        new ColourConfig(
            0.8,
            0.4,
            0.4,
            0.4,
            0.1,
            ColourConfig.Order.RANDOM,
            1,
            0.5,
            0.1,
            2,
            SIZE_PX,
            ColourConfig.Values.REAL,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));
    float[] views = apply(grey, views(3), draws(3));
    for (int pixel = 0; pixel < views.length; pixel += 3) {
      assertThat(views[pixel + 1]).isCloseTo(views[pixel], Offset.offset(1e-6f));
      assertThat(views[pixel + 2]).isCloseTo(views[pixel], Offset.offset(1e-6f));
    }
  }

  @Test
  void apply_fixedOrder_isBrightnessThenContrastThenSaturation() {
    // One pixel at full white, the rest black: brightness first clamps what contrast then sees.
    float[] draws = new float[Photometric.DRAWS]; // 0: everything happens, factors at their lowest
    ColourConfig config =
        new ColourConfig(
            1,
            0.5,
            0.5,
            0,
            0,
            ColourConfig.Order.FIXED,
            0,
            0,
            0.1,
            2,
            SIZE_PX,
            ColourConfig.Values.REAL,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));
    byte[] view = new byte[VIEW];
    Arrays.fill(view, 0, 3, (byte) 255);

    float[] found = apply(config, view, draws);

    double meanGrey = 0.5 * 0.9999 / (SIZE_PX * SIZE_PX); // after brightness 0.5
    assertThat(found[0]).isCloseTo((float) (0.5 * 0.5 + 0.5 * meanGrey), Offset.offset(1e-6f));
    assertThat(found[3]).isCloseTo((float) (0.5 * meanGrey), Offset.offset(1e-6f));
  }

  @Test
  void apply_blurGivenInPixelsOfAnotherPicture_isThatShareOfTheView() {
    float[] draws = new float[Photometric.DRAWS]; // 0: blurred, by the smallest sigma
    float[] inViewPixels = apply(blurring(1.5, SIZE_PX), views(1), draws);

    assertThat(apply(blurring(6, 4 * SIZE_PX), views(1), draws)).isEqualTo(inViewPixels);
    assertThat(apply(blurring(1.5, 2 * SIZE_PX), views(1), draws)).isNotEqualTo(inViewPixels);
  }

  @Test
  void applyThenCut_contrast_isAboutTheMeanOfTheWholeSquare() {
    byte[] square = new byte[VIEW];
    for (int i = 0; i < VIEW; i++) {
      square[i] = (byte) (i / 3 % SIZE_PX < SIZE_PX / 2 ? 0 : 200); // black left, light right
    }
    float[] draws = new float[Photometric.DRAWS]; // 0: everything happens, factors at their lowest

    float[] found = applyThenCut(contrastOnly(0.5, ColourConfig.Values.REAL), square, draws);

    // The view is the black half, the mean grey of the square 99.99.
    assertThat(found).hasSize(VIEW / 4);
    for (float x : found) {
      assertThat(x).isCloseTo((float) (0.5 * 99.99 / 255), Offset.offset(1e-6f));
    }
  }

  @Test
  void applyThenCut_plainSquare_isWhatAViewOfThatColourIs() {
    byte[] plain = new byte[VIEW];
    for (int i = 0; i < VIEW; i++) {
      plain[i] = (byte) new int[] {200, 120, 40}[i % 3];
    }
    for (ColourConfig.Values values : ColourConfig.Values.values()) {
      ColourConfig config = everything(values);
      float[] draws = draws(1);
      Arrays.fill(draws, 0, 4, 0); // jitter, blur for certain
      draws[10] = 0;
      float[] expected = Arrays.copyOf(apply(config, plain, draws), VIEW / 4);

      assertThat(applyThenCut(config, plain, draws))
          .as("%s", values)
          .containsExactly(expected, Offset.offset(1e-5f));
    }
  }

  @Test
  void apply_bytes_dropsWhatIsBehindThePoint() {
    byte[] view = new byte[VIEW];
    Arrays.fill(view, (byte) 101);
    float[] draws = new float[Photometric.DRAWS]; // 0: factors at their lowest

    // Brightness 0.5: 50.5, and 50 in whole numbers. Contrast 0.5 of a plain view: 50 and 0.9999.
    ColourConfig real = brightnessOnly(0.5, ColourConfig.Values.REAL);
    ColourConfig bytes = brightnessOnly(0.5, ColourConfig.Values.BYTES);
    assertThat(apply(real, view, draws)[0]).isCloseTo(50.5f / 255, Offset.offset(1e-6f));
    assertThat(apply(bytes, view, draws)[0]).isCloseTo(50f / 255, Offset.offset(1e-6f));
  }

  @Test
  void apply_bytes_isWithinAFewLevelsOfReal() {
    float[] real = apply(everything(ColourConfig.Values.REAL), views(4), draws(4));
    float[] bytes = apply(everything(ColourConfig.Values.BYTES), views(4), draws(4));
    assertThat(bytes).isNotEqualTo(real);
    for (int i = 0; i < bytes.length; i++) { // two of the factors, at most 1.3, enlarge 3 levels
      assertThat(bytes[i] * 255).isCloseTo(real[i] * 255, Offset.offset(6f));
    }
  }

  private static ColourConfig blurring(double sigma, int referencePx) {
    return new ColourConfig(
        0,
        0,
        0,
        0,
        0,
        ColourConfig.Order.FIXED,
        0,
        1,
        sigma,
        sigma,
        referencePx,
        ColourConfig.Values.REAL,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0));
  }

  private static ColourConfig brightnessOnly(double strength, ColourConfig.Values values) {
    return jitter(strength, 0, values);
  }

  private static ColourConfig contrastOnly(double strength, ColourConfig.Values values) {
    return jitter(0, strength, values);
  }

  private static ColourConfig jitter(
      double brightness, double contrast, ColourConfig.Values values) {
    return new ColourConfig(
        1,
        brightness,
        contrast,
        0,
        0,
        ColourConfig.Order.FIXED,
        0,
        0,
        0.1,
        2,
        SIZE_PX,
        values,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0));
  }

  private static ColourConfig everything(ColourConfig.Values values) {
    return new ColourConfig(
        0.8,
        0.3,
        0.3,
        0.3,
        0.1,
        ColourConfig.Order.FIXED,
        0.2,
        0.5,
        0.1,
        2,
        SIZE_PX,
        values,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0));
  }

  /** View 1 is the left half's upper half. */
  private static float[] applyThenCut(ColourConfig config, byte[] square, float[] draws) {
    return run(
        square,
        draws,
        (tf, pixels, drawn) ->
            new Photometric(config)
                .applyThenCut(
                    tf,
                    pixels,
                    drawn,
                    SquareCut.part(
                        tf,
                        tf.constant(new float[][] {{0, 0, 1, 1}}),
                        tf.constant(new float[][] {{0, 0, 0.5f, 0.5f}}),
                        tf.constant(new boolean[] {false}),
                        SIZE_PX / 2)));
  }

  private static float[] changedOneByOne(
      ColourConfig config, List<Change> order, byte[] views, float[] draws) {
    return run(
        views,
        draws,
        (tf, pixels, drawn) -> {
          ColourDraws meaning = new ColourDraws(tf, drawn, config);
          PlanarColour colour = new PlanarColour(tf);
          Planes image = Planes.of(tf, pixels, SIZE_PX);
          for (Change change : order) {
            image =
                switch (change) {
                  case BRIGHTNESS -> colour.brightness(image, meaning.brightness());
                  case CONTRAST -> colour.contrast(image, meaning.contrast());
                  case SATURATION -> colour.saturation(image, meaning.saturation());
                  case HUE -> colour.turnHue(image, meaning.hueTurn());
                };
          }
          return colour
              .normalise(colour.grey(image, meaning.grey()), config.mean(), config.std())
              .interleaved(tf, SIZE_PX);
        });
  }

  private static byte[] views(int count) {
    byte[] bytes = new byte[count * VIEW];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static float[] draws(int count) {
    Random random = new Random(2);
    float[] draws = new float[count * Photometric.DRAWS];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = random.nextFloat();
    }
    return draws;
  }

  private static float[] apply(ColourConfig config, byte[] views, float[] draws) {
    return run(
        views, draws, (tf, pixels, drawn) -> new Photometric(config).apply(tf, pixels, drawn));
  }

  private interface Colouring {
    Operand<TFloat32> of(Ops tf, Operand<TUint8> pixels, Operand<TFloat32> draws);
  }

  private static float[] run(byte[] views, float[] draws, Colouring colouring) {
    int count = views.length / VIEW;
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TUint8> pixels =
          tf.constant(TUint8.class, Shape.of(count, SIZE_PX, SIZE_PX, 3), DataBuffers.of(views));
      Operand<TFloat32> drawn =
          tf.constant(Shape.of(count, Photometric.DRAWS), DataBuffers.of(draws));
      try (Result result = session.runner().fetch(colouring.of(tf, pixels, drawn)).run()) {
        float[] found = new float[(int) ((TFloat32) result.get(0)).size()];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
        return found;
      }
    }
  }
}
