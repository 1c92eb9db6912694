package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import org.densesiam.data.shard.ShardSet;
import org.densesiam.trainer.config.Presets;
import org.densesiam.trainer.config.SegmentConfig;
import org.densesiam.trainer.config.SegmentMethod;

/**
 * How many clusters a segmentation learns. A number that the user gave stands; else there is one
 * for each class that it is judged by, since a cluster without a class counts as wrong.
 */
final class ClusterChoice {
  private static final int FEWEST = 2;

  private final Optional<String> evalData;
  private final Optional<Integer> classes;
  private final Optional<Integer> asked;
  private final boolean given;
  private final String preset;

  /**
   * For a command line.
   *
   * @param overrides of {@code --set}
   * @param asked by {@code --clusters}
   */
  ClusterChoice(
      String preset,
      Optional<String> evalData,
      ImmutableList<String> overrides,
      Optional<Integer> asked) {
    this.preset = preset;
    this.evalData = evalData;
    this.asked = asked;
    this.given =
        asked.isPresent()
            || Arrays.stream(SegmentMethod.values())
                .map(SegmentMethod::clustersKey)
                .anyMatch(key -> Presets.SEGMENT.isGiven(key, preset, overrides));
    this.classes =
        evalData.map(ShardSet::open).flatMap(ShardSet::pixelClasses).map(all -> all.size());
  }

  /** What {@code --clusters} says or should say; empty to leave the configuration as it is. */
  Optional<Integer> clusters() {
    return given ? asked : classes.filter(count -> count >= FEWEST);
  }

  /** How many there are, and why. */
  String sentence(SegmentConfig config) {
    int count = config.model().outputs();
    return "%-10s %d, %s".formatted("Clusters", count, why(count));
  }

  private String why(int count) {
    String another = "; --clusters chooses another number";
    if (!given) {
      return clusters().isPresent()
          ? "as many as classes in " + evalData.orElseThrow() + another
          : "as preset " + preset + " has it" + another;
    }
    return "as given"
        + classes
            .filter(all -> all != count)
            .map(
                all ->
                    "; %s has %d classes%s"
                        .formatted(
                            evalData.orElseThrow(),
                            all,
                            count > all
                                ? ", so %d clusters will be unmatched".formatted(count - all)
                                : ", so %d classes will have no cluster".formatted(all - count)))
            .orElse("");
  }
}
