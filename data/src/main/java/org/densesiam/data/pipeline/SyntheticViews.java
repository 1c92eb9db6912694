package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Random;
import java.util.stream.LongStream;
import org.densesiam.data.OnCpu;
import org.densesiam.data.colour.Photometric;
import org.densesiam.data.view.ColourPlace;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.RandomUniformInt;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Batches of noise held in the graph: what training costs when input costs nothing. A few images,
 * drawn anew each step: few, so that the graph stays small; drawn, since TensorFlow would compute
 * the colours of a constant batch once for all steps. Like real views they come from the CPU, and
 * on their way to another device they cost what those cost.
 */
public final class SyntheticViews {
  private static final int IMAGES = 8;

  private SyntheticViews() {}

  /**
   * Adds the batches to the graph.
   *
   * @param batchSize {@code B}, at least 1
   * @param sizePx {@code P}, at least 1
   */
  public static ViewPairBatch create(Ops anywhere, int batchSize, int sizePx, long seed) {
    return create(anywhere, ColourPlace.VIEW, batchSize, sizePx, seed);
  }

  /**
   * Adds the batches to the graph.
   *
   * @param colourPlace which picture is to be coloured
   * @param batchSize {@code B}, at least 1
   * @param sizePx {@code P}, at least 1
   */
  public static ViewPairBatch create(
      Ops anywhere, ColourPlace colourPlace, int batchSize, int sizePx, long seed) {
    Ops tf = OnCpu.of(anywhere);
    checkArgument(batchSize >= 1 && sizePx >= 1, "empty batch: %s x %s px", batchSize, sizePx);
    Random random = new Random(seed);
    float[][] boxes1 = new float[batchSize][];
    float[][] boxes2 = new float[batchSize][];
    boolean[] flips1 = new boolean[batchSize];
    boolean[] flips2 = new boolean[batchSize];
    for (int i = 0; i < batchSize; i++) {
      boxes1[i] = box(random);
      boxes2[i] = box(random);
      flips1[i] = random.nextBoolean();
      flips2[i] = random.nextBoolean();
    }
    int picturePx = colourPlace == ColourPlace.VIEW ? sizePx : 2 * sizePx;
    Operand<TUint8> first = images(tf, batchSize, picturePx, random);
    return new ViewPairBatch(
        colourPlace,
        first,
        colourPlace == ColourPlace.VIEW ? images(tf, batchSize, picturePx, random) : first,
        tf.constant(boxes1),
        tf.constant(boxes2),
        tf.constant(flips1),
        tf.constant(flips2),
        draws(tf, batchSize, random),
        positions(tf, batchSize));
  }

  /** {@code [B]}, from 0. */
  static Operand<TInt64> positions(Ops tf, int batchSize) {
    return tf.constant(LongStream.range(0, batchSize).toArray());
  }

  /** A box of 0.6 by 0.6 of the image: any two share at least a twenty-fifth of it. */
  private static float[] box(Random random) {
    float y0 = 0.4f * random.nextFloat();
    float x0 = 0.4f * random.nextFloat();
    return new float[] {y0, x0, y0 + 0.6f, x0 + 0.6f};
  }

  /** {@code [B, P, P, 3]}: a few images of noise, drawn anew each step. */
  static Operand<TUint8> images(Ops tf, int batchSize, int sizePx, Random random) {
    int images = Math.min(batchSize, IMAGES);
    byte[] noise = new byte[images * sizePx * sizePx * 3];
    random.nextBytes(noise);
    Operand<TUint8> few =
        tf.constant(TUint8.class, Shape.of(images, sizePx, sizePx, 3), DataBuffers.of(noise));
    Operand<TInt32> drawn =
        tf.random.randomUniformInt(
            tf.constant(new int[] {batchSize}),
            tf.constant(0),
            tf.constant(images),
            RandomUniformInt.seed(random.nextLong()));
    return tf.gather(few, drawn, tf.constant(0)); // [B, P, P, 3]
  }

  /** {@code [B, 2, D]}, numbers in {@code [0, 1)} for {@link Photometric}. */
  static Operand<TFloat32> draws(Ops tf, int batchSize, Random random) {
    float[] draws = new float[batchSize * 2 * Photometric.DRAWS];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = random.nextFloat();
    }
    return tf.constant(Shape.of(batchSize, 2, Photometric.DRAWS), DataBuffers.of(draws));
  }
}
