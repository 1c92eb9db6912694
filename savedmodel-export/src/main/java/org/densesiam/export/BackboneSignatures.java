package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.densesiam.export.image.DecodeOps;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The ways to call a pre-trained network, as {@link BackboneExport} lists them.
 *
 * @param <T> type that the network computes in
 */
final class BackboneSignatures<T extends TFloating> {
  private static final float SMALLEST_NORM_SQUARED = 1e-12f; // only all-zero features are below

  private final Ops tf;
  private final DenseSiam network;
  private final WeightReader<T> weights;
  private final Normalisation normalisation;

  /** Reads of weights are shared by all signatures. */
  BackboneSignatures(Ops tf, DenseSiam network, Class<T> type, Normalisation normalisation) {
    this.tf = tf;
    this.network = network;
    this.weights = new WeightReader<>(tf, type);
    this.normalisation = normalisation;
  }

  /**
   * Adds everything that the signatures need.
   *
   * @param encodedSidePx {@code S}, side that encoded images are resized to
   */
  ImmutableList<ServingSignature> all(int encodedSidePx) {
    Placeholder<TUint8> images =
        tf.withName("images").placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    Placeholder<TString> files =
        tf.withName("image_bytes").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    Encoded ofImages = encode("from_images", checkPixels(images));
    Encoded ofFiles =
        encode(
            "from_bytes",
            DecodeOps.decodeAll(
                tf, "image_bytes", checkNotEmpty("image_bytes", files), encodedSidePx));
    ImmutableMap<String, Operand<?>> pixels = ImmutableMap.of("images", images);

    ImmutableList.Builder<ServingSignature> signatures = ImmutableList.builder();
    signatures.add(new ServingSignature(ServingSignature.DEFAULT, pixels, ofImages.maps()));
    signatures.add(
        new ServingSignature("image_bytes", ImmutableMap.of("image_bytes", files), ofFiles.maps()));
    signatures.add(new ServingSignature("embed", pixels, ofImages.embedding()));
    ofImages
        .masks(images)
        .ifPresent(outputs -> signatures.add(new ServingSignature("masks", pixels, outputs)));
    return signatures.build();
  }

  /** Some of TensorFlow's fused kernels answer an empty batch with an error that names nothing. */
  private <X extends TType> Operand<X> checkNotEmpty(String input, Operand<X> values) {
    Op check =
        tf.assertThat(
            tf.math.greater(tf.size(values), tf.constant(0)),
            List.of(tf.constant(input + " must not be empty, but its shape is"), tf.shape(values)));
    return tf.withControlDependencies(List.of(check)).identity(values);
  }

  /**
   * A batch of grey images would otherwise be taken for one of colour, one of RGBA fail unnamed.
   */
  private Operand<TUint8> checkPixels(Operand<TUint8> images) {
    Operand<TInt32> shape = tf.shape(images);
    Op check =
        tf.assertThat(
            tf.reduceAll(
                tf.math.equal(
                    tf.concat(List.of(tf.shape(shape), lastOf(shape)), tf.constant(0)),
                    tf.constant(new int[] {4, 3})),
                tf.constant(0)),
            List.of(tf.constant("images must be RGB, [N, H, W, 3], but their shape is"), shape));
    return checkNotEmpty("images", tf.withControlDependencies(List.of(check)).identity(images));
  }

  /** {@code [1]}; the last number of {@code [n]}. */
  private Operand<TInt32> lastOf(Operand<TInt32> vector) {
    return tf.slice(
        tf.reverse(vector, tf.constant(new int[] {0})),
        tf.constant(new int[] {0}),
        tf.constant(new int[] {1}));
  }

  private Encoded encode(String scope, Operand<TUint8> pixels) {
    ForwardPass<T> pass =
        new ForwardPass<>(tf.withSubScope(scope), ForwardPass.Mode.INFERENCE, weights);
    return new Encoded(pass, network.encode(pass, normalisation.apply(pass.tf(), pixels)));
  }

  /** What the encoder makes of pixels, and what the signatures make of that. */
  private final class Encoded {
    private final ForwardPass<T> pass;
    private final Features<T> features;
    private final Operand<TFloat32> pooled; // [N, C5]

    Encoded(ForwardPass<T> pass, Features<T> features) {
      this.pass = pass;
      this.features = features;
      this.pooled =
          pass.tf().math.mean(pass.toFloat(features.res5()), pass.tf().constant(new int[] {1, 2}));
    }

    ImmutableMap<String, Operand<?>> maps() {
      return ImmutableMap.of(
          "res2", pass.toFloat(features.res2()),
          "res3", pass.toFloat(features.res3()),
          "res4", pass.toFloat(features.res4()),
          "res5", pass.toFloat(features.res5()),
          "pooled", pooled);
    }

    /** {@code [N, C5]}, of length 1, so that a dot product is the cosine similarity. */
    ImmutableMap<String, Operand<?>> embedding() {
      Ops tf = pass.tf();
      Operand<TFloat32> normSquared =
          tf.reduceSum(
              tf.math.square(pooled), tf.constant(new int[] {1}), ReduceSum.keepDims(true));
      return ImmutableMap.of(
          "embedding",
          tf.math.mul(
              pooled,
              tf.math.rsqrt(tf.math.maximum(normSquared, tf.constant(SMALLEST_NORM_SQUARED)))));
    }

    Optional<ImmutableMap<String, Operand<?>>> masks(Operand<TUint8> pixels) {
      return network.masks(pass, features).map(masks -> labels(masks, pixels));
    }

    /**
     * The likeliest pseudo-category of every pixel: probabilities first interpolated, then
     * compared, so that borders are smooth.
     */
    private ImmutableMap<String, Operand<?>> labels(
        Operand<TFloat32> probabilities, Operand<TUint8> pixels) {
      Ops tf = pass.tf();
      Operand<TInt32> size =
          tf.slice(tf.shape(pixels), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
      Operand<TFloat32> upsampled =
          tf.image.resizeBilinear(probabilities, size, ResizeBilinear.halfPixelCenters(true));
      return ImmutableMap.of(
          "labels",
          tf.math.argMax(upsampled, tf.constant(3), TInt32.class),
          "probabilities",
          probabilities);
    }
  }
}
