package org.densesiam.trainer.probe;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;
import org.densesiam.trainer.config.Spelling;

/**
 * What is to be probed, and how.
 *
 * @param task what is learned
 * @param stage 2 to 5: the output of which stage points are taken from; whole images are always
 *     means of stage 5
 * @param sizePx side of the images, a multiple of 32
 * @param clusters of k-means; as many as there are classes if empty
 * @param randomWeights whether the backbone is one that learned nothing
 * @param seed of everything drawn
 */
public record ProbeOrder(
    Task task, int stage, int sizePx, OptionalInt clusters, boolean randomWeights, long seed) {

  public ProbeOrder {
    checkArgument(stage >= 2 && stage <= 5, "stage must be 2 to 5: %s", stage);
    checkArgument(
        sizePx > 0 && sizePx % 32 == 0,
        "the size of images must be a multiple of 32 px: %s",
        sizePx);
    checkArgument(
        clusters.isEmpty() || task == Task.KMEANS,
        "clusters are for the task kmeans only, not for %s",
        task);
    checkArgument(
        clusters.isEmpty() || clusters.getAsInt() >= 1,
        "clusters must be at least 1: %s",
        clusters.orElse(0));
  }

  /** What is learned on frozen features. */
  public enum Task {
    /** A 1x1 convolution, from labels of pixels: mIoU. */
    LINEAR_SEG,
    /** Clusters of points, from no labels, matched to classes afterwards: mIoU. */
    KMEANS,
    /** A linear classifier of whole images: top-1 and top-5. */
    LINEAR,
    /** A vote of the nearest neighbours of whole images: top-1 and top-5. */
    KNN;

    /** As on the command line, {@code linear-seg}. */
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }
}
