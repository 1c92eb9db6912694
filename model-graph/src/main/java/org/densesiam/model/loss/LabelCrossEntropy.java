package org.densesiam.model.loss;

import com.google.common.collect.ImmutableMap;
import org.densesiam.model.decoder.FeaturePyramid;
import org.densesiam.model.scope.AcrossReplicas;
import org.densesiam.model.scope.ForwardPass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cross-entropy of every pixel with its label: {@code -log softmax(z)[label]}, the mean over the
 * labelled pixels of the batch, as PyTorch's {@code cross_entropy(z, labels, ignore_index=255)}.
 * The logits of cells are first interpolated to the labels' size, as the answer is.
 *
 * <p>Not TensorFlow's sparse operation, which has no gradient outside of Python; nor the
 * framework's {@code SparseCategoricalCrossentropy}, whose mean counts ignored pixels.
 */
public final class LabelCrossEntropy {
  private LabelCrossEntropy() {}

  /**
   * Adds the loss, and the share of labelled pixels that the network has right.
   *
   * @param ofCells logits, {@code [B, h, w, K]}
   * @param labels {@code [B, P, P]}, every dimension known: the number of each pixel's class; whatever is not in {@code
   *     [0, K)}, 255 above all, is left out. A batch without any label has loss 0
   */
  public static Agreement of(
      ForwardPass<?> pass, Operand<TFloat32> ofCells, Operand<TInt32> labels) {
    Ops tf = pass.tf();
    int classes = (int) ofCells.shape().get(3);
    int[] size = {(int) labels.shape().get(1), (int) labels.shape().get(2)};
    Operand<TFloat32> logits = // [B * P * P, K]
        tf.reshape(
            FeaturePyramid.upsample(tf, ofCells, tf.constant(size)),
            tf.constant(new int[] {-1, classes}));
    Operand<TInt32> known = tf.reshape(labels, tf.constant(new int[] {-1})); // [B * P * P]
    Operand<TFloat32> target = // [B * P * P, K], zeros where the label is none of the classes
        tf.oneHot(known, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> counted = tf.reduceSum(target, tf.constant(1)); // [B * P * P], 1 or 0
    Operand<TFloat32> right =
        tf.dtypes.cast(
            tf.math.equal(tf.math.argMax(logits, tf.constant(1), TInt32.class), known),
            TFloat32.class);
    return new Agreement(
        mean(pass, Similarity.crossEntropy(tf, logits, target), counted),
        ImmutableMap.of("accuracy/labels", mean(pass, right, counted)));
  }

  /** Over the pixels that count, of all replicas: each gives its part of the whole mean. */
  private static Operand<TFloat32> mean(
      ForwardPass<?> pass, Operand<TFloat32> values, Operand<TFloat32> counted) {
    Ops tf = pass.tf();
    AcrossReplicas all = pass.replicas();
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(values, counted), tf.constant(0));
    Operand<TFloat32> count = all.mean(tf.reduceSum(counted, tf.constant(0)));
    return tf.math.div(sum, tf.math.maximum(count, tf.constant(1f)));
  }
}
