package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.densesiam.export.image.DecodeOps;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.backbone.Features;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

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
  BackboneSignatures(
      Ops tf, DenseSiam network, WeightReader<T> weights, Normalisation normalisation) {
    this.tf = tf;
    this.network = network;
    this.weights = weights;
    this.normalisation = normalisation;
  }

  /**
   * Adds everything that the signatures need.
   *
   * @param encodedSidePx {@code S}, side that encoded images are resized to
   */
  ImmutableList<ServingSignature> all(int encodedSidePx) {
    ImageInputs inputs = new ImageInputs(tf);
    Encoded ofImages = encode("from_images", inputs.checkedImages());
    Encoded ofFiles =
        encode(
            "from_bytes",
            DecodeOps.decodeAll(tf, "image_bytes", inputs.checkedFiles(), encodedSidePx));
    ImmutableMap<String, Operand<?>> pixels = ImmutableMap.of("images", inputs.images());
    ImmutableMap<String, Operand<?>> files = ImmutableMap.of("image_bytes", inputs.files());

    ImmutableList.Builder<ServingSignature> signatures = ImmutableList.builder();
    signatures.add(new ServingSignature(ServingSignature.DEFAULT, pixels, ofImages.maps()));
    signatures.add(new ServingSignature("image_bytes", files, ofFiles.maps()));
    signatures.add(new ServingSignature("embed", pixels, ofImages.embedding()));
    ofImages
        .masks(inputs.images())
        .ifPresent(outputs -> signatures.add(new ServingSignature("masks", pixels, outputs)));
    return signatures.build();
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

    private ImmutableMap<String, Operand<?>> labels(
        Operand<TFloat32> probabilities, Operand<TUint8> pixels) {
      return ImmutableMap.of(
          "labels",
          PixelScores.of(pass.tf(), probabilities, pixels).labels(),
          "probabilities",
          probabilities);
    }
  }
}
