package org.densesiam.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.util.Optional;
import org.densesiam.export.image.DecodeOps;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.SegmentingNetwork;
import org.densesiam.model.scope.ForwardPass;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
  private final SegmentingNetwork<?> network;
  private final WeightReader<T> weights;
  private final Normalisation normalisation;
  private final Optional<ClassMatching> matching;

  /** Reads of weights are shared by all signatures. */
  SegmenterSignatures(
      Ops tf,
      SegmentingNetwork<?> network,
      WeightReader<T> weights,
      Normalisation normalisation,
      Optional<ClassMatching> matching) {
    this.tf = tf;
    this.network = network;
    this.weights = weights;
    this.normalisation = normalisation;
    this.matching = matching;
  }

  /**
   * Adds everything that the signatures need.
   *
   * @param encodedSidePx {@code S}, side that encoded images are stretched to if no size is asked
   *     for
   */
  ImmutableList<ServingSignature> all(int encodedSidePx) {
    ImageInputs inputs = new ImageInputs(tf);
    AskedSize size = new AskedSize(tf);
    Operand<TString> files = inputs.checkedFiles();
    Operand<TUint8> square = DecodeOps.decodeAll(tf, "image_bytes", files, encodedSidePx);
    Operand<TUint8> sized = DecodeOps.decodeAll(tf, "image_bytes", files, size.checkedFor(files));
    return ImmutableList.of(
        new ServingSignature(
            ServingSignature.DEFAULT,
            ImmutableMap.of("images", inputs.images()),
            answers("from_images", inputs.checkedImages())),
        new ServingSignature(
            "image_bytes",
            ImmutableMap.of("image_bytes", inputs.files()),
            answers("from_bytes", square)),
        new ServingSignature(
            "image_bytes_sized",
            ImmutableMap.of("image_bytes", inputs.files(), AskedSize.NAME, size.size()),
            answers("from_bytes_sized", sized)));
  }

  /** What the network says about {@code [N, H, W, 3]}. */
  private ImmutableMap<String, Operand<?>> answers(String scope, Operand<TUint8> pixels) {
    ForwardPass<T> pass =
        new ForwardPass<>(tf.withSubScope(scope), ForwardPass.Mode.INFERENCE, weights);
    PixelScores scores = PixelScores.ofSegmenter(pass, network, normalisation, pixels);
    Operand<TInt32> labels = scores.labels();
    ImmutableMap.Builder<String, Operand<?>> answers = ImmutableMap.builder();
    answers
        .put("labels", labels)
        .put("confidence", scores.confidence())
        .put("logits", scores.ofCells());
    matching.ifPresent(
        classes -> answers.put("class_labels", classLabels(pass.tf(), labels, classes)));
    return answers.buildOrThrow();
  }

  private static Operand<TInt32> classLabels(
      Ops tf, Operand<TInt32> labels, ClassMatching classes) {
    return tf.gather(tf.constant(Ints.toArray(classes.classOfCluster())), labels, tf.constant(0));
  }
}
