package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What changes the colours of a view and carries no geometry: jitter, grey, blur, normalisation
 * (method.md section 5), as operations on a batch, on the device of {@code tf}. Every operation has
 * a kernel for GPUs, so that training never waits for the CPU's colours.
 *
 * <p>The random numbers come with the batch, keyed by (run seed, epoch, position, view); each view
 * has its own, also its own order of the four jitters. What happens to a view so does not depend on
 * its neighbours in the batch.
 */
public final class Photometric {
  /** Random numbers a view needs: {@code D}. */
  static final int DRAWS = ColourDraws.COUNT;

  private final ColourConfig config;

  public Photometric(ColourConfig config) {
    this.config = config;
  }

  /** Both views of a batch, each with its own draws. */
  public NormalisedViews apply(Ops tf, ViewPairBatch batch) {
    return new NormalisedViews(
        apply(tf, batch.view1(), drawsOf(tf, batch, 0)),
        apply(tf, batch.view2(), drawsOf(tf, batch, 1)));
  }

  /**
   * Colour changes, grey, blur and normalisation of views.
   *
   * @param views {@code [N, P, P, 3]}, red, green, blue in 0..255, {@code P} known in the graph
   * @param draws {@code [N, D]}, uniform in {@code [0, 1)}
   * @return {@code [N, P, P, 3]}
   * @throws IllegalArgumentException if the size of the views is not known
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TUint8> views, Operand<TFloat32> draws) {
    ColourDraws drawn = new ColourDraws(tf, draws, config);
    PlanarColour colour = new PlanarColour(tf);
    int sizePx = sizePx(views);

    Operand<TFloat32> image = planes(tf, views, sizePx); // [N, 3, P * P]
    if (config.jitterProbability() > 0) {
      image = jitter(tf, colour, image, drawn);
    }
    image = colour.normalise(image, drawn.grey(), config.mean(), config.std());
    Operand<TFloat32> square =
        tf.reshape(image, tf.constant(new int[] {-1, 3, sizePx, sizePx})); // [N, 3, P, P]
    if (config.blurProbability() > 0) {
      // After normalisation: a blur's weights add up to 1, so the order makes no difference.
      GaussianBlur blur = new GaussianBlur(tf, config.blurSigmaMax());
      square = blur.apply(square, drawn.blurred(), drawn.sigma(), sizePx);
    }
    return tf.linalg.transpose(square, tf.constant(new int[] {0, 2, 3, 1}));
  }

  private Operand<TFloat32> jitter(
      Ops tf, PlanarColour colour, Operand<TFloat32> image, ColourDraws drawn) {
    Operand<TFloat32> factors = drawn.factors(); // [N, 3]
    Operand<TFloat32> slots = // [N or 1, 2 * SLOTS, 3]
        switch (config.order()) {
          case RANDOM ->
              tf.gather(
                  tf.constant(BlendOrder.table()),
                  drawn.order(BlendOrder.ALL.size()),
                  tf.constant(0));
          case FIXED -> tf.constant(new float[][][] {BlendOrder.fixed()});
        };
    Operand<TFloat32> jittered = image;
    for (int slot = 0; slot < BlendOrder.SLOTS; slot++) {
      jittered = colour.blend(jittered, factors, kinds(tf, slots, slot));
    }
    jittered = colour.turnHue(jittered, drawn.hueTurn());
    if (config.order() == JitterOrder.RANDOM) { // else hue is the last one
      for (int slot = BlendOrder.SLOTS; slot < 2 * BlendOrder.SLOTS; slot++) {
        jittered = colour.blend(jittered, factors, kinds(tf, slots, slot));
      }
    }
    return jittered;
  }

  private static Operand<TFloat32> kinds(Ops tf, Operand<TFloat32> slots, int slot) {
    return tf.gather(slots, tf.constant(slot), tf.constant(1)); // [N or 1, 3]
  }

  private static Operand<TFloat32> planes(Ops tf, Operand<TUint8> views, int sizePx) {
    Operand<TFloat32> unit =
        tf.math.mul(tf.dtypes.cast(views, TFloat32.class), tf.constant(1 / 255f));
    Operand<TFloat32> planar = tf.linalg.transpose(unit, tf.constant(new int[] {0, 3, 1, 2}));
    return tf.reshape(planar, tf.constant(new int[] {-1, 3, sizePx * sizePx}));
  }

  private static Operand<TFloat32> drawsOf(Ops tf, ViewPairBatch batch, int view) {
    return tf.gather(batch.colourDraws(), tf.constant(view), tf.constant(1)); // [B, D]
  }

  private static int sizePx(Operand<TUint8> views) {
    Shape shape = views.shape();
    checkArgument(
        shape.numDimensions() == 4 && shape.get(1) > 0 && shape.get(1) == shape.get(2),
        "views must be [N, P, P, 3] with P known: %s",
        shape);
    return (int) shape.get(1);
  }
}
