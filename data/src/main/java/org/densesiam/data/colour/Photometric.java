package org.densesiam.data.colour;

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
 * has its own. But for the order of the four jitters, which the first view of the batch draws for
 * all, what happens to a view does not depend on its neighbours in the batch.
 */
public final class Photometric {
  /** Random numbers a view needs: {@code D}. */
  public static final int DRAWS = ColourDraws.COUNT;

  private final ColourConfig config;

  public Photometric(ColourConfig config) {
    this.config = config;
  }

  /**
   * Colour changes, grey, blur and normalisation of views.
   *
   * @param views {@code [N, P, P, 3]}, red, green, blue in 0..255, {@code P} known in the graph
   * @param draws {@code [N, D]}, uniform in {@code [0, 1)}
   * @return {@code [N, P, P, 3]}, {@code (x - mean) / std} of {@code x} in {@code [0, 1]}
   * @throws IllegalArgumentException if the size of the views is not known
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TUint8> views, Operand<TFloat32> draws) {
    ColourDraws drawn = new ColourDraws(tf, draws, config);
    int sizePx = sizePx(views);

    Planes image = Planes.of(tf, views, sizePx);
    if (config.jitterProbability() > 0) {
      Jitter jitter = new Jitter(tf, drawn);
      image =
          switch (config.order()) {
            case RANDOM -> jitter.inDrawnOrder(image);
            case FIXED -> jitter.inFixedOrder(image);
          };
    }
    image = new PlanarColour(tf).normalise(image, drawn.grey(), config.mean(), config.std());
    if (config.blurProbability() > 0) {
      // After normalisation: a blur's weights add up to 1, so the order makes no difference.
      GaussianBlur blur = new GaussianBlur(tf, config.blurSigmaMax(), sizePx);
      image = blur.apply(image, drawn.blurred(), drawn.sigma());
    }
    return image.interleaved(tf, sizePx);
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
