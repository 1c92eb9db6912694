package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.export.savedmodel.ModelFolder;
import org.densesiam.export.savedmodel.ServingSignature;
import org.densesiam.model.Segmenter;
import org.densesiam.model.SegmenterConfig;
import org.densesiam.model.scope.ModelScope;
import org.densesiam.model.scope.Precision;
import org.densesiam.model.scope.VariableStore;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * Writes the network of a segmentation run as a SavedModel. Its signatures:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code images}, uint8 RGB {@code [N, H, W, 3]}, to {@code labels}
 *       int32 {@code [N, H, W]}, the likeliest cluster of each pixel, {@code logits} float32 {@code
 *       [N, H/4, W/4, K]} (rounded up), and {@code confidence} float32 {@code [N, H, W]}, that
 *       cluster's probability; with a matching also {@code class_labels} int32 {@code [N, H, W]},
 *       the class of each pixel's cluster, -1 where it has none;
 *   <li>{@code image_bytes}: {@code image_bytes}, {@code [N]} JPEG or PNG files of any sizes, each
 *       stretched to {@code S x S} pixels, to the same at that size;
 *   <li>{@code image_bytes_sized}: these and {@code size} int32 {@code [2]}, the height and width
 *       that labels are asked for at.
 * </ul>
 *
 * <p>Pixels are 0 to 255; normalisation is inside. {@code N}, {@code H} and {@code W} are free. A
 * call needs {@code 8 N H W K} bytes.
 *
 * @param model the network that the checkpoint was trained with
 * @param normalisation of the pixels in training
 * @param precision what to compute in
 * @param encodedSidePx {@code S}, a multiple of 32
 * @param classOfCluster the class that an evaluation matched to each of the {@code K} clusters, -1
 *     for none; empty where there is no such evaluation
 */
public record SegmenterExport(
    SegmenterConfig model,
    Normalisation normalisation,
    Precision precision,
    int encodedSidePx,
    Optional<ImmutableList<Integer>> classOfCluster) {
  public SegmenterExport {
    checkNotNull(model, "model");
    checkNotNull(normalisation, "normalisation");
    checkNotNull(precision, "precision");
    checkArgument(encodedSidePx >= 1, "encodedSidePx must be at least 1: %s", encodedSidePx);
    int clusters = model.categories().count();
    classOfCluster.ifPresent(
        classes ->
            checkArgument(
                classes.size() == clusters,
                "classOfCluster must have a class for each of %s clusters: %s",
                clusters,
                classes));
  }

  /**
   * Writes one version of a model, whole or not at all.
   *
   * @param checkpoint path of the checkpoint without {@code .index}; may hold more than the model
   * @param target where the versions of the model are
   * @param version at least 1, not there yet
   * @param extra texts that travel along in {@code assets.extra/}, by plain file names
   * @return the version's folder
   * @throws IllegalArgumentException if there is no such checkpoint, if it does not fit the model,
   *     or if the version is there already
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  public Path write(
      Path checkpoint, ModelFolder target, long version, ImmutableMap<String, String> extra) {
    return ModelVersion.write(this::signatures, encodedSidePx, checkpoint, target, version, extra);
  }

  ImmutableList<ServingSignature> signatures(Ops tf, VariableStore store) {
    Segmenter network = model.build(ModelScope.root(store));
    return switch (precision) {
      case FP32 -> new SegmenterSignatures<>(tf, network, TFloat32.class, this).all();
      case BF16 -> new SegmenterSignatures<>(tf, network, TBfloat16.class, this).all();
    };
  }
}
