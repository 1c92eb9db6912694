package org.densesiam.data.view;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Samples the feature map of a view at points given in the source image: at the cell centres of a
 * region, bilinearly, clamped at the view's border.
 *
 * <p>The points form a grid along the axes, so that bilinear interpolation separates: {@code out =
 * Wy F Wx^T} with the hat functions {@code W[g, i] = max(0, 1 - |f_g - i|)} of the distance between
 * point {@code g} and cell {@code i}. Two batched matrix products are exact, have gradients, and
 * have kernels for every device and precision; {@code CropAndResize} is corner-aligned, reads
 * outside the border and has no bf16 kernel on a GPU.
 */
public final class GridSampler {
  private GridSampler() {}

  /**
   * Samples {@code features} at the cell centres of {@code region}.
   *
   * <p>Differentiable with respect to {@code features}. A region with {@code x0 > x1} gives the
   * samples from right to left. Points outside the view get the value at its nearest border cell.
   * Weights are rounded to the type of {@code features}: by 2^-9 of themselves in bfloat16; a GPU
   * that multiplies in TF32 rounds by 2^-11.
   *
   * @param features {@code [B, h, w, C]}, the view's features, mirrored where the view is; {@code
   *     h, w} and {@code C} must be known in the graph
   * @param viewBox {@code [B, 4]}, the view's box in the source image, of positive extent
   * @param flip {@code [B]}, whether the view is mirrored left-right
   * @param region {@code [B, 4]}, where to sample, in the source image
   * @param gridHeight {@code Gh}, rows of the grid
   * @param gridWidth {@code Gw}, columns of the grid
   * @return {@code [B, Gh, Gw, C]}, in the source's orientation, type as {@code features}
   * @throws IllegalArgumentException if the map's shape is not known or the grid is empty
   */
  public static <T extends TNumber> Operand<T> sample(
      Ops tf,
      Operand<T> features,
      Operand<TFloat32> viewBox,
      Operand<TBool> flip,
      Operand<TFloat32> region,
      int gridHeight,
      int gridWidth) {
    Shape shape = features.shape();
    checkArgument(
        shape.numDimensions() == 4 && shape.get(1) > 0 && shape.get(2) > 0 && shape.get(3) > 0,
        "features must be [B, h, w, C] with h, w, C known: %s",
        shape);
    checkArgument(
        gridHeight > 0 && gridWidth > 0, "grid must not be empty: %s x %s", gridHeight, gridWidth);
    int h = (int) shape.get(1);
    int w = (int) shape.get(2);
    int channels = (int) shape.get(3);

    Operand<TFloat32> v = positions(tf, viewBox, region, 0, gridHeight); // [B, Gh], 0..1 in view
    Operand<TFloat32> u = positions(tf, viewBox, region, 1, gridWidth); // [B, Gw]
    Operand<TFloat32> mirroredU = tf.math.sub(tf.constant(1f), u);
    Operand<TFloat32> seenU = tf.select(tf.expandDims(flip, tf.constant(1)), mirroredU, u);

    Class<T> type = features.type();
    Operand<T> rowWeights = tf.dtypes.cast(hatWeights(tf, v, h), type); // [B, Gh, h]
    Operand<T> columnWeights = tf.dtypes.cast(hatWeights(tf, seenU, w), type); // [B, Gw, w]
    Operand<T> lines = tf.reshape(features, tf.constant(new int[] {-1, h, w * channels}));
    Operand<T> rows = BatchedProduct.of(tf, rowWeights, lines); // [B, Gh, w * C]
    Operand<T> cells = tf.reshape(rows, tf.constant(new int[] {-1, gridHeight, w, channels}));
    Operand<T> columns = tf.expandDims(columnWeights, tf.constant(1)); // [B, 1, Gw, w]
    return BatchedProduct.of(tf, columns, cells); // [B, Gh, Gw, C]
  }

  /** Cell centres of {@code region} along an axis, as a share of the view: {@code [B, cells]}. */
  static Operand<TFloat32> positions(
      Ops tf, Operand<TFloat32> viewBox, Operand<TFloat32> region, int axis, int cells) {
    Operand<TFloat32> start = edge(tf, region, axis); // [B, 1]
    Operand<TFloat32> extent = tf.math.sub(edge(tf, region, axis + 2), start);
    Operand<TFloat32> viewStart = edge(tf, viewBox, axis);
    Operand<TFloat32> viewExtent = tf.math.sub(edge(tf, viewBox, axis + 2), viewStart);
    float[] centres = new float[cells];
    for (int cell = 0; cell < cells; cell++) {
      centres[cell] = (cell + 0.5f) / cells;
    }
    Operand<TFloat32> source =
        tf.math.add(start, tf.math.mul(extent, tf.constant(new float[][] {centres})));
    return tf.math.div(tf.math.sub(source, viewStart), viewExtent);
  }

  private static Operand<TFloat32> edge(Ops tf, Operand<TFloat32> box, int index) {
    return tf.slice(
        box, tf.constant(new int[] {0, index}), tf.constant(new int[] {-1, 1})); // [B, 1]
  }

  /** Weight of each of {@code cells} cells for each position in the view: {@code [B, G, cells]}. */
  static Operand<TFloat32> hatWeights(Ops tf, Operand<TFloat32> position, int cells) {
    Operand<TFloat32> inCells =
        tf.math.sub(tf.math.mul(position, tf.constant((float) cells)), tf.constant(0.5f));
    Operand<TFloat32> clamped =
        tf.clipByValue(inCells, tf.constant(0f), tf.constant(cells - 1f)); // [B, G]
    Operand<TFloat32> indices =
        tf.range(tf.constant(0f), tf.constant((float) cells), tf.constant(1f)); // [cells]
    Operand<TInt32> last = tf.constant(2);
    Operand<TFloat32> distance = tf.math.abs(tf.math.sub(tf.expandDims(clamped, last), indices));
    return tf.math.maximum(tf.constant(0f), tf.math.sub(tf.constant(1f), distance));
  }
}
