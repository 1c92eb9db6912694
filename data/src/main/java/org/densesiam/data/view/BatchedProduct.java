package org.densesiam.data.view;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A matrix product for each image of a batch.
 *
 * <p>Not {@code tf.train.batchMatMul}, which is {@code BatchMatMulV3}: oneDNN has version 2 only.
 * The two products of {@link GridSampler} take 6.9 instead of 11.7 ms by it (float32, 8 maps of 80
 * x 80 points and 128 channels, 2 cores).
 */
public final class BatchedProduct {
  private BatchedProduct() {}

  /** {@code [.., n, k] x [.., k, m] -> [.., n, m]}; leading dimensions are broadcast. */
  public static <T extends TNumber> Operand<T> of(Ops tf, Operand<T> x, Operand<T> y) {
    return product(tf, x, y, false, false);
  }

  /** {@code [.., k, n] x [.., k, m] -> [.., n, m]}. */
  public static <T extends TNumber> Operand<T> firstTransposed(Ops tf, Operand<T> x, Operand<T> y) {
    return product(tf, x, y, true, false);
  }

  /** {@code [.., n, k] x [.., m, k] -> [.., n, m]}. */
  public static <T extends TNumber> Operand<T> secondTransposed(
      Ops tf, Operand<T> x, Operand<T> y) {
    return product(tf, x, y, false, true);
  }

  private static <T extends TNumber> Operand<T> product(
      Ops tf, Operand<T> x, Operand<T> y, boolean firstTransposed, boolean secondTransposed) {
    OperationBuilder product = tf.scope().opBuilder("BatchMatMulV2", "BatchMatMul");
    product.addInput(x.asOutput());
    product.addInput(y.asOutput());
    product.setAttr("adj_x", firstTransposed);
    product.setAttr("adj_y", secondTransposed);
    return product.build().output(0);
  }
}
