package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.SegmentingNetwork;
import org.densesiam.model.SegmentingNetworkConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.VariableStore;
import org.densesiam.model.scope.WeightReader;
import org.tensorflow.op.Ops;

/**
 * Writes a segmenter, learned with labels or without, as a SavedModel. Its signatures:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code images}, uint8 RGB {@code [N, H, W, 3]}, to {@code labels}
 *       int32 {@code [N, H, W]}, the cluster of each pixel, 0 to K - 1; {@code confidence} float32
 *       {@code [N, H, W]}, what softmax gives that cluster; {@code logits} float32 {@code [N, H/4,
 *       W/4, K]} (rounded up), from which both are interpolated; and, if classes were matched,
 *       {@code class_labels} int32 {@code [N, H, W]}, the number of each pixel's class, {@value
 *       ClassMatching#NONE} where its cluster has none;
 *   <li>{@code image_bytes}: {@code image_bytes}, {@code [N]} JPEG or PNG files of any sizes, each
 *       stretched to {@code S x S} pixels, to the same at that size;
 *   <li>{@code image_bytes_sized}: {@code image_bytes}, and {@code size} int32 {@code [N, 2]}, the
 *       height and width to stretch to, of 1 to 4096 pixels, the same in all rows; to the same.
 * </ul>
 *
 * <p>Pixels are 0 to 255; normalisation is inside. {@code N}, {@code H} and {@code W} are free.
 * Outputs at the size of the image need {@code 4 N H W K} bytes.
 *
 * <p>Names of classes, and what clusters mean, are in {@code assets.extra/}: {@link
 * SegmenterAsset}. Not in {@code assets/}, which is for files that a graph reads.
 *
 * @param model the network that the checkpoint was trained with
 * @param normalisation of the pixels in training
 * @param precision what to compute in; float32 whatever training computed in is the safe choice
 * @param encodedSidePx {@code S}, and the short side that images are best sent with: that of the
 *     evaluation is what the figures hold for
 * @param matching what clusters mean, where an evaluation found it out or labels said it
 */
public record SegmenterExport(
    SegmentingNetworkConfig<?> model,
    Normalisation normalisation,
    Precision precision,
    int encodedSidePx,
    Optional<ClassMatching> matching)
    implements NetworkExport {
  public SegmenterExport {
    checkNotNull(model, "model");
    checkNotNull(normalisation, "normalisation");
    checkNotNull(precision, "precision");
    checkArgument(encodedSidePx >= 1, "encodedSidePx must be at least 1: %s", encodedSidePx);
    int clusters = model.outputs();
    matching.ifPresent(
        classes ->
            checkArgument(
                classes.classOfCluster().size() == clusters,
                "a matching of %s clusters is none of this network's %s; evaluate the run again",
                classes.classOfCluster().size(),
                clusters));
  }

  @Override
  public ImmutableMap<String, String> assets() {
    return ImmutableMap.of(
        SegmenterAsset.FILE,
        new SegmenterAsset(encodedSidePx, model.outputs(), matching).toJson());
  }

  @Override
  public ImmutableList<ServingSignature> signatures(Ops tf, VariableStore store) {
    SegmentingNetwork<?> network = model.build(ModelScope.root(store));
    return new SegmenterSignatures<>(
            tf, network, WeightReader.of(tf, precision), normalisation, matching)
        .all(encodedSidePx);
  }
}
