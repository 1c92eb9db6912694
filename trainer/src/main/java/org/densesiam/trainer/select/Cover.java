package org.densesiam.trainer.select;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.densesiam.trainer.probe.FeatureBank;

/** Some chosen features, and how far every feature is from the nearest of them. Grows. */
final class Cover {
  private final FeatureBank features;
  private final double[] squaredToNearest; // [N]
  private final boolean[] isChosen; // [N]
  private final ImmutableIntArray.Builder chosen = ImmutableIntArray.builder();

  /** Of nothing yet: everything is infinitely far. */
  Cover(FeatureBank features) {
    this.features = features;
    this.squaredToNearest = new double[features.size()];
    this.isChosen = new boolean[features.size()];
    Arrays.fill(squaredToNearest, Double.POSITIVE_INFINITY);
  }

  /** Chooses a feature. */
  void add(int index) {
    checkState(!isChosen[index], "feature %s is chosen already", index);
    float[] centre = features.row(index);
    // Every feature by itself, so the result does not depend on the number of threads.
    IntStream.range(0, features.size())
        .parallel()
        .forEach(
            i ->
                squaredToNearest[i] =
                    Math.min(squaredToNearest[i], features.squaredDistance(i, centre)));
    isChosen[index] = true;
    chosen.add(index);
  }

  /** The feature, not chosen yet, that is farthest from all chosen; of equals the first. */
  int farthest() {
    int farthest = -1;
    for (int i = 0; i < isChosen.length; i++) {
      if (!isChosen[i] && (farthest < 0 || squaredToNearest[i] > squaredToNearest[farthest])) {
        farthest = i;
      }
    }
    checkState(farthest >= 0, "all %s features are chosen already", isChosen.length);
    return farthest;
  }

  /** How far the farthest feature is from its nearest chosen one. */
  double radius() {
    return Math.sqrt(Arrays.stream(squaredToNearest).max().orElseThrow());
  }

  /** What was chosen, in that order. */
  ImmutableIntArray chosen() {
    return chosen.build();
  }
}
