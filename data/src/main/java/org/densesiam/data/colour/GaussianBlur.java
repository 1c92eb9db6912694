package org.densesiam.data.colour;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.densesiam.data.view.BatchedProduct;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Gaussian blur with a width of its own for each view, on those views only that were drawn.
 *
 * <p>The blur separates into rows and columns, and blurring a row is a product with a banded matrix
 * {@code [P, P]}. The band is cut into slabs of about 56 pixels, each of which needs little more
 * than its own pixels: at 224 px that is a third of the whole product's arithmetic. A depthwise
 * convolution would have a thirtieth, but to have a width for each view it wants the views as
 * channels, and those transpositions cost more than they save. Weights are cut off at three of the
 * largest standard deviations, and those that fall outside the view are given to the others, so
 * that a plain view stays as it is. SimSiam's own code calls Pillow, whose filter is three box
 * blurs in place of a Gaussian.
 */
final class GaussianBlur {
  private static final double CUT_OFF_SIGMAS = 3;
  private static final int SLAB_PX = 56;

  private final Ops tf;
  private final int sizePx;
  private final int radiusPx;
  private final ImmutableList<Slab> slabs;

  /** Pixels {@code [first, end)} of a row, and {@code [from, to)} that give to them. */
  private record Slab(int first, int end, int from, int to) {}

  GaussianBlur(Ops tf, double sigmaMax, int sizePx) {
    this.tf = tf;
    this.sizePx = sizePx;
    this.radiusPx = (int) Math.ceil(CUT_OFF_SIGMAS * sigmaMax);
    int count = Math.max(1, IntMath.divide(sizePx, SLAB_PX, RoundingMode.HALF_UP));
    this.slabs =
        IntStream.range(0, count)
            .mapToObj(i -> slab(i * sizePx / count, (i + 1) * sizePx / count))
            .collect(ImmutableList.toImmutableList());
  }

  private Slab slab(int first, int end) {
    return new Slab(first, end, Math.max(0, first - radiusPx), Math.min(sizePx, end + radiusPx));
  }

  /**
   * Blurs the views that were drawn.
   *
   * @param planes {@code [N, Q]} each
   * @param drawn {@code [N]}, which views to blur
   * @param sigma {@code [N, 1]}, standard deviation in pixels, above 0, at most {@code sigmaMax}
   */
  Planes apply(Planes planes, Operand<TBool> drawn, Operand<TFloat32> sigma) {
    Operand<TInt64> indices = tf.where(drawn); // [K, 1]
    Operand<TInt64> rows = tf.reshape(indices, tf.constant(new int[] {-1}));
    Operand<TFloat32> chosenSigma = tf.gather(sigma, rows, tf.constant(0)); // [K, 1]
    ImmutableList<Operand<TFloat32>> weights =
        slabs.stream()
            .map(slab -> weights(slab, chosenSigma))
            .collect(ImmutableList.toImmutableList());
    return planes.map(
        plane -> {
          Operand<TFloat32> chosen = tf.gather(plane, rows, tf.constant(0)); // [K, Q]
          return tf.tensorScatterNdUpdate(plane, indices, blurred(chosen, weights));
        });
  }

  private Operand<TFloat32> blurred(Operand<TFloat32> plane, List<Operand<TFloat32>> weights) {
    Operand<TFloat32> square =
        tf.reshape(plane, tf.constant(new int[] {-1, sizePx, sizePx})); // [K, P, P]
    Operand<TFloat32> columns =
        joined(1, i -> BatchedProduct.of(tf, weights.get(i), rows(square, i)));
    Operand<TFloat32> both =
        joined(2, i -> BatchedProduct.secondTransposed(tf, columns(columns, i), weights.get(i)));
    return tf.reshape(both, tf.constant(new int[] {-1, sizePx * sizePx}));
  }

  private Operand<TFloat32> joined(int axis, IntFunction<Operand<TFloat32>> slab) {
    return slabs.size() == 1 // TensorFlow joins two or more
        ? slab.apply(0)
        : tf.concat(IntStream.range(0, slabs.size()).mapToObj(slab).toList(), tf.constant(axis));
  }

  private Operand<TFloat32> rows(Operand<TFloat32> square, int index) {
    Slab slab = slabs.get(index);
    return tf.slice(
        square,
        tf.constant(new int[] {0, slab.from(), 0}),
        tf.constant(new int[] {-1, slab.to() - slab.from(), sizePx}));
  }

  private Operand<TFloat32> columns(Operand<TFloat32> square, int index) {
    Slab slab = slabs.get(index);
    return tf.slice(
        square,
        tf.constant(new int[] {0, 0, slab.from()}),
        tf.constant(new int[] {-1, sizePx, slab.to() - slab.from()}));
  }

  /**
   * {@code [K, end - first, to - from]}, in row {@code i} how much each pixel gives to pixel {@code
   * first + i}; adds up to 1.
   */
  private Operand<TFloat32> weights(Slab slab, Operand<TFloat32> sigma) {
    int height = slab.end() - slab.first();
    int width = slab.to() - slab.from();
    float[][] squares = new float[height][width];
    float[][] within = new float[height][width];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int distance = slab.first() + i - (slab.from() + j);
        squares[i][j] = (float) distance * distance;
        within[i][j] = Math.abs(distance) <= radiusPx ? 1f : 0f;
      }
    }
    Operand<TFloat32> rate = // [K, 1, 1]
        tf.expandDims(tf.math.div(tf.constant(-0.5f), tf.math.square(sigma)), tf.constant(2));
    Operand<TFloat32> bell =
        tf.math.mul(tf.math.exp(tf.math.mul(rate, tf.constant(squares))), tf.constant(within));
    return tf.math.div(bell, tf.reduceSum(bell, tf.constant(2), ReduceSum.keepDims(true)));
  }
}
