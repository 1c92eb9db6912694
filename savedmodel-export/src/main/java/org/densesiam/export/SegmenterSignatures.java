package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import org.densesiam.export.image.DecodeOps;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.Segmenter;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

/**
 * The ways to call a segmenter, as {@link SegmenterExport} lists them.
 *
 * @param <T> type that the network computes in
 */
final class SegmenterSignatures<T extends TFloating> {
  private final Ops tf;
  private final Segmenter network;
  private final WeightReader<T> weights;
  private final SegmenterExport export;

  /** Reads of weights are shared by all signatures. */
  SegmenterSignatures(Ops tf, Segmenter network, Class<T> type, SegmenterExport export) {
    this.tf = tf;
    this.network = network;
    this.weights = new WeightReader<>(tf, type);
    this.export = export;
  }

  /** Adds everything that the signatures need. */
  ImmutableList<ServingSignature> all() {
    Placeholder<TUint8> images =
        tf.withName("images").placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    Placeholder<TString> files =
        tf.withName("image_bytes").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    Placeholder<TInt32> asked =
        tf.withName("size").placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    int side = export.encodedSidePx();

    Operand<TUint8> pixels = InputChecks.pixels(tf, "images", images);
    Operand<TInt32> size =
        tf.slice(tf.shape(pixels), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    Operand<TFloat32> ofPixels = logits("from_images", pixels);
    Operand<TFloat32> ofFiles =
        logits(
            "from_bytes",
            DecodeOps.decodeAll(
                tf, "image_bytes", InputChecks.notEmpty(tf, "image_bytes", files), side));
    return ImmutableList.of(
        new ServingSignature(
            ServingSignature.DEFAULT, ImmutableMap.of("images", images), answers(ofPixels, size)),
        new ServingSignature(
            "image_bytes",
            ImmutableMap.of("image_bytes", files),
            answers(ofFiles, tf.constant(new int[] {side, side}))),
        new ServingSignature(
            "image_bytes_sized",
            ImmutableMap.of("image_bytes", files, "size", asked),
            answers(ofFiles, asked)));
  }

  /** {@code [N, H/4, W/4, K]}. */
  private Operand<TFloat32> logits(String scope, Operand<TUint8> pixels) {
    ForwardPass<T> pass =
        new ForwardPass<>(tf.withSubScope(scope), ForwardPass.Mode.INFERENCE, weights);
    return network.logits(pass, export.normalisation().apply(pass.tf(), pixels));
  }

  /**
   * Logits first interpolated, then compared, as evaluation does (method.md section 6).
   *
   * @param size {@code [2]}, height and width of the labels
   */
  private ImmutableMap<String, Operand<?>> answers(Operand<TFloat32> logits, Operand<TInt32> size) {
    Operand<TFloat32> upsampled = Segmenter.upsample(tf, logits, size); // [N, H, W, K]
    Operand<TInt32> labels = tf.math.argMax(upsampled, tf.constant(3), TInt32.class);
    Operand<TFloat32> confidence = tf.max(tf.nn.softmax(upsampled), tf.constant(3));
    ImmutableMap.Builder<String, Operand<?>> outputs = ImmutableMap.builder();
    outputs.put("labels", labels).put("logits", logits).put("confidence", confidence);
    export
        .classOfCluster()
        .ifPresent(
            classes ->
                outputs.put(
                    "class_labels",
                    tf.gather(tf.constant(Ints.toArray(classes)), labels, tf.constant(0))));
    return outputs.buildOrThrow();
  }
}
