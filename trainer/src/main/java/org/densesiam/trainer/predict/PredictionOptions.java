package org.densesiam.trainer.predict;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.densesiam.data.shard.ImportOptions;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.export.savedmodel.ServingSignature;

/**
 * How a folder is run through a model.
 *
 * @param what to ask for; if empty, masks where the model has them, else features
 * @param signature to call; if empty, the usual one for what is asked for
 * @param shortSidePx what the short side of an image is resized to; if empty, the side that the
 *     model knows best, or {@value #FOREIGN_SIDE_PX} if the model is none of ours
 * @param batchSize images in one call, at least 1
 * @param maxPixels of an image; one of more is not decoded. At least 1
 * @param exifOrientation whether JPEGs, and so their results, are turned as their EXIF orientation
 *     says, or taken as they are stored
 */
public record PredictionOptions(
    Optional<What> what,
    Optional<String> signature,
    Optional<Integer> shortSidePx,
    int batchSize,
    long maxPixels,
    boolean exifOrientation) {
  static final int FOREIGN_SIDE_PX = 224;
  private static final int BATCH_SIZE = 8;

  /** As the model suggests. */
  public static final PredictionOptions DEFAULT =
      new PredictionOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          BATCH_SIZE,
          ImportOptions.USUAL_MAX_PIXELS,
          true);

  /** What a model can be asked for. */
  public enum What {
    /** Features of every cell and of the whole image. */
    FEATURES,
    /** A category of every pixel. */
    MASKS;

    /** The signature of a model that answers this; it need not be there. */
    String usualSignature(ImageModel model) {
      return switch (this) {
        case FEATURES -> ServingSignature.DEFAULT;
        case MASKS -> model.isSegmenter() ? ServingSignature.DEFAULT : "masks";
      };
    }
  }

  public PredictionOptions {
    checkArgument(
        shortSidePx.isEmpty() || shortSidePx.get() >= 1,
        "shortSidePx must be at least 1: %s",
        shortSidePx);
    checkArgument(batchSize >= 1, "batchSize must be at least 1: %s", batchSize);
    checkArgument(maxPixels >= 1, "maxPixels must be at least 1: %s", maxPixels);
  }
}
