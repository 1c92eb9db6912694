package org.densesiam.data.colour;

import static com.google.common.base.Preconditions.checkArgument;

import org.densesiam.data.view.SquareCut;
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
    int sizePx = sizePx(views);
    ColourDraws drawn = new ColourDraws(tf, draws, config);
    PlanarColour colour = new PlanarColour(tf);
    Planes jittered = jittered(tf, Planes.of(tf, views, sizePx), drawn);
    // A blur's weights add up to 1, so that normalisation may come first: one pass with the grey.
    Planes image =
        switch (config.values()) {
          case REAL ->
              blurred(tf, normalised(colour, greyed(colour, jittered, drawn)), drawn, sizePx);
          case BYTES -> normalised(colour, blurredBytes(tf, colour, jittered, drawn, sizePx));
        };
    return image.interleaved(tf, sizePx);
  }

  /**
   * The same with views cut out of squares after all changes of colour but normalisation ({@link
   * org.densesiam.data.view.ColourPlace#SQUARE}).
   *
   * @param squares {@code [N, 2P, 2P, 3]}, red, green, blue in 0..255, {@code P} known in the graph
   * @param draws {@code [N, D]}, uniform in {@code [0, 1)}
   * @param cut where the views lie in the squares
   * @return {@code [N, P, P, 3]}, {@code (x - mean) / std} of {@code x} in {@code [0, 1]}
   * @throws IllegalArgumentException if the size of the squares is not known
   */
  public Operand<TFloat32> applyThenCut(
      Ops tf, Operand<TUint8> squares, Operand<TFloat32> draws, SquareCut cut) {
    int squarePx = sizePx(squares);
    ColourDraws drawn = new ColourDraws(tf, draws, config);
    PlanarColour colour = new PlanarColour(tf);
    Planes jittered = jittered(tf, Planes.of(tf, squares, squarePx), drawn);
    int sizePx = squarePx / 2;
    Planes views = // grey last, where a fourth of the pixels is left
        switch (config.values()) {
          case REAL ->
              greyed(colour, blurred(tf, jittered, drawn, squarePx).cut(tf, cut, sizePx), drawn);
          case BYTES -> blurredBytes(tf, colour, jittered, drawn, squarePx).cut(tf, cut, sizePx);
        };
    return normalised(colour, views).interleaved(tf, sizePx);
  }

  private Planes jittered(Ops tf, Planes image, ColourDraws drawn) {
    if (config.jitterProbability() == 0) {
      return image;
    }
    Jitter jitter = new Jitter(tf, drawn, config.values());
    return switch (config.order()) {
      case RANDOM -> jitter.inDrawnOrder(image);
      case FIXED -> jitter.inFixedOrder(image);
    };
  }

  private static Planes greyed(PlanarColour colour, Planes image, ColourDraws drawn) {
    return colour.grey(image, drawn.grey());
  }

  private Planes normalised(PlanarColour colour, Planes image) {
    return colour.normalise(image, config.mean(), config.std());
  }

  private Planes blurred(Ops tf, Planes image, ColourDraws drawn, int sidePx) {
    if (config.blurProbability() == 0) {
      return image;
    }
    return new GaussianBlur(tf, config.blurSigmaMaxPx(sidePx), sidePx)
        .apply(image, drawn.blurred(), drawn.sigmaPx(sidePx));
  }

  /** Grey, then blur, in whole numbers. */
  private Planes blurredBytes(
      Ops tf, PlanarColour colour, Planes image, ColourDraws drawn, int sidePx) {
    Planes grey = greyed(colour, image, drawn).map(tf.math::rint);
    return blurred(tf, grey, drawn, sidePx).map(tf.math::rint);
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
