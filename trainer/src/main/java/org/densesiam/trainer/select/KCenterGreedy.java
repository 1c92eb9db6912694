package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Random;
import org.densesiam.trainer.probe.FeatureBank;

/**
 * Chooses features that cover all others: again and again the one that is farthest from those
 * chosen so far.
 *
 * <p>"k-Center-Greedy", Algorithm 1 of Sener and Savarese, "Active Learning for Convolutional
 * Neural Networks: A Core-Set Approach", ICLR 2018. What is learned from the labels of a subset is
 * the farther off on the whole set, the farther an image can be from its nearest labelled one
 * (Theorem 1 there); that distance, the covering radius, is at most twice the smallest possible for
 * as many (Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985). The first N
 * of a choice are the choice of N, so that labelling may stop anywhere.
 *
 * <p>What it does not promise: that a few photographs so chosen teach more than as many drawn at
 * random. The farthest are outliers too, and with few labels typical ones may serve better
 * (Hacohen, Dekel and Weinshall, "Active Learning on a Budget", ICML 2022). Measured with 40 of 500
 * clothing photographs, preset laptop: fine-tuned, mIoU 18.6 and accuracy 75.7 for those chosen,
 * 19.1, 19.6 and 74.7, 74.8 for two draws; linear-seg probe, accuracy 71.1 for those chosen, 71.4
 * to 71.9 for five draws, 72.5 for all 500.
 *
 * <p>Deviation: the paper begins with images that are labelled already. There are none here, and
 * the bound holds for any beginning, so we begin with the feature nearest to the mean of all: the
 * choice needs no seed and does not hang on the order of the images, and the first photograph is a
 * typical one rather than an outlier, which the second one is anyway.
 */
public final class KCenterGreedy {
  private KCenterGreedy() {}

  /**
   * Chooses {@code count} of the features. Distances are Euclidean; of equally far ones the first
   * is taken.
   *
   * @param features {@code [N, C]}; their labels do not matter
   * @param count 1 to N
   * @return rows of {@code features} in order of choice, all different
   */
  public static ImmutableIntArray choose(FeatureBank features, int count) {
    checkCount(features, count);
    Cover cover = new Cover(features);
    cover.add(nearestToMean(features));
    for (int i = 1; i < count; i++) {
      cover.add(cover.farthest());
    }
    return cover.chosen();
  }

  /**
   * Draws {@code count} features by {@code seed}: what a choice is to be better than.
   *
   * @return rows of {@code features}, all different
   */
  static ImmutableIntArray draw(FeatureBank features, int count, long seed) {
    checkCount(features, count);
    Random random = new Random(seed);
    return ImmutableIntArray.copyOf(
        random.ints(0, features.size()).distinct().limit(count).toArray());
  }

  /**
   * The covering radius: the largest distance of any feature from its nearest chosen one.
   *
   * @param chosen rows of {@code features}, at least one
   */
  public static double coveringRadius(FeatureBank features, ImmutableIntArray chosen) {
    checkArgument(!chosen.isEmpty(), "nothing covers nothing: choose at least one feature");
    Cover cover = new Cover(features);
    chosen.forEach(cover::add);
    return cover.radius();
  }

  private static void checkCount(FeatureBank features, int count) {
    checkArgument(
        count >= 1 && count <= features.size(),
        "count must be 1 to %s, as many as there are: %s",
        features.size(),
        count);
  }

  private static int nearestToMean(FeatureBank features) {
    float[] mean = features.mean();
    int nearest = 0;
    for (int i = 1; i < features.size(); i++) {
      if (features.squaredDistance(i, mean) < features.squaredDistance(nearest, mean)) {
        nearest = i;
      }
    }
    return nearest;
  }
}
