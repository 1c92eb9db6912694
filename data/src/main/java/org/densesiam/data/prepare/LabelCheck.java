package org.densesiam.data.prepare;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.data.shard.OrderedTasks;
import org.densesiam.data.source.SourceImage;

/**
 * Reads every label file before an import writes anything: a fault then changes nothing, and shows
 * before hours have passed.
 */
final class LabelCheck {
  private LabelCheck() {}

  /**
   * Checks the labels of all images.
   *
   * @throws IllegalArgumentException that says how many are faulty, and what is wrong with the
   *     first
   */
  static void run(
      LabelMaps labels,
      ImmutableList<SourceImage> images,
      int threads,
      ShardImport.Progress progress) {
    long done = 0;
    int faults = 0;
    Optional<IllegalArgumentException> first = Optional.empty();
    try (OrderedTasks<SourceImage, Optional<IllegalArgumentException>> checks =
        new OrderedTasks<>(images.iterator(), image -> fault(labels, image), threads)) {
      while (checks.hasNext()) {
        Optional<IllegalArgumentException> fault = checks.next();
        faults += fault.isPresent() ? 1 : 0;
        first = first.or(() -> fault);
        progress.checkedLabels(++done, images.size());
      }
    }
    if (first.isPresent()) {
      throw new IllegalArgumentException(
          faults == 1
              ? first.get().getMessage()
              : "%s (the first of %d faulty label files of %d)"
                  .formatted(first.get().getMessage(), faults, images.size()),
          first.get());
    }
  }

  private static Optional<IllegalArgumentException> fault(LabelMaps labels, SourceImage image) {
    try {
      labels.check(image);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e);
    }
  }
}
