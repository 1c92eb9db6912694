package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;
import org.densesiam.data.record.PixelClass;

/**
 * What the clusters of a segmentation mean: the class that an evaluation matched to each, at most
 * one cluster a class. Without labels a network only learns which pixels belong together; names
 * come from a labelled set afterwards.
 *
 * @param classes names by number, 1 to 255 of them
 * @param classOfCluster by cluster: the number of its class, or {@value #NONE}
 */
public record ClassMatching(ImmutableList<String> classes, ImmutableList<Integer> classOfCluster) {
  /** For a cluster without a class; label maps leave out pixels of that value. */
  public static final int NONE = PixelClass.IGNORED;

  public ClassMatching {
    checkArgument(
        !classes.isEmpty() && classes.size() <= PixelClass.MAX_CLASSES,
        "there must be 1 to %s classes: %s",
        PixelClass.MAX_CLASSES,
        classes);
    for (int number : classOfCluster) {
      checkArgument(
          number == NONE || (number >= 0 && number < classes.size()),
          "a cluster cannot be of class %s of %s",
          number,
          classes.size());
      checkArgument(
          number == NONE || Collections.frequency(classOfCluster, number) == 1,
          "class %s has more than one cluster: %s",
          number,
          classOfCluster);
    }
  }

  /** Of a network that learned the classes themselves: each cluster is the class of its number. */
  public static ClassMatching identity(ImmutableList<String> classes) {
    return new ClassMatching(
        classes,
        IntStream.range(0, classes.size()).boxed().collect(ImmutableList.toImmutableList()));
  }

  /** How many clusters there are, {@code K}. */
  public int clusters() {
    return classOfCluster.size();
  }

  /** The name of a cluster's class; empty if it has none. */
  public Optional<String> name(int cluster) {
    int number = classOf(cluster);
    return number == NONE ? Optional.empty() : Optional.of(classes.get(number));
  }

  /** The number of a cluster's class, or {@value #NONE}. */
  public int classOf(int cluster) {
    checkElementIndex(cluster, clusters(), "cluster");
    return classOfCluster.get(cluster);
  }

  /**
   * By cluster: a number of its own by which it is coloured. That of its class if it has one, so
   * that prediction and truth can be compared; the others come after all classes, in their order.
   */
  public ImmutableList<Integer> categories() {
    ImmutableList.Builder<Integer> categories = ImmutableList.builder();
    int next = classes.size();
    for (int number : classOfCluster) {
      categories.add(number == NONE ? next++ : number);
    }
    return categories.build();
  }

  /**
   * By category: what it is called. That is its class, and {@code "cluster 7 (unmatched)"} for a
   * cluster without one; a class without a cluster has its place, too.
   */
  public ImmutableList<String> categoryNames() {
    ImmutableList.Builder<String> names = ImmutableList.<String>builder().addAll(classes);
    for (int cluster = 0; cluster < clusters(); cluster++) {
      if (classOf(cluster) == NONE) {
        names.add("cluster " + cluster + " (unmatched)");
      }
    }
    return names.build();
  }
}
