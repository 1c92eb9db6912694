package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.DenseSiam;
import org.densesiam.model.DenseSiamConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.op.Ops;

/**
 * Writes the backbone of a pre-training run as a SavedModel. Its signatures:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code images}, uint8 RGB {@code [N, H, W, 3]}, to {@code res2}
 *       {@code [N, H/4, W/4, C2]}, {@code res3}, {@code res4}, {@code res5} {@code [N, H/32, W/32,
 *       C5]} (rounded up) and {@code pooled} {@code [N, C5]}, the mean of res5 over the image; all
 *       float32;
 *   <li>{@code image_bytes}: {@code image_bytes}, {@code [N]} JPEG or PNG files of any sizes, each
 *       stretched to {@code S x S} pixels, to the same;
 *   <li>{@code embed}: {@code images} to {@code embedding} {@code [N, C5]}, {@code pooled} of
 *       length 1;
 *   <li>{@code masks}, where training had region masks: {@code images} to {@code labels} int32
 *       {@code [N, H, W]}, the likeliest pseudo-category of each pixel, and {@code probabilities}
 *       {@code [N, h, w, K]}. Needs {@code 4 N H W K} bytes.
 * </ul>
 *
 * <p>Pixels are 0 to 255; normalisation is inside. {@code N}, {@code H} and {@code W} are free.
 * What else a caller needs to know is in {@code assets.extra/}: {@link BackboneAsset}.
 *
 * @param model the network that the checkpoint was trained with
 * @param normalisation of the pixels in training
 * @param precision what to compute in; float32 whatever training computed in is the safe choice
 * @param encodedSidePx {@code S}; the side of a training view is what the network knows best
 */
public record BackboneExport(
    DenseSiamConfig model, Normalisation normalisation, Precision precision, int encodedSidePx)
    implements NetworkExport {
  public BackboneExport {
    checkNotNull(model, "model");
    checkNotNull(normalisation, "normalisation");
    checkNotNull(precision, "precision");
    checkArgument(encodedSidePx >= 1, "encodedSidePx must be at least 1: %s", encodedSidePx);
  }

  /** An export that computes in float32. */
  public static BackboneExport of(
      DenseSiamConfig model, Normalisation normalisation, int encodedSidePx) {
    return new BackboneExport(model, normalisation, Precision.FP32, encodedSidePx);
  }

  @Override
  public ImmutableMap<String, String> assets() {
    return ImmutableMap.of(
        BackboneAsset.FILE, new BackboneAsset(encodedSidePx, model.denseStage()).toJson());
  }

  @Override
  public ImmutableList<ServingSignature> signatures(Ops tf, VariableStore store) {
    DenseSiam network = new DenseSiam(ModelScope.root(store), model);
    return new BackboneSignatures<>(tf, network, WeightReader.of(tf, precision), normalisation)
        .all(encodedSidePx);
  }
}
