package org.densesiam.trainer.finetune;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.densesiam.data.record.PixelClass;
import org.densesiam.data.shard.ShardSet;

/**
 * The names of classes by number, and where they come from.
 *
 * @param origin for errors
 */
record ClassNames(String origin, ImmutableList<String> names) {

  /**
   * Of labelled shards.
   *
   * @param location as the user gave it
   * @throws IllegalArgumentException if they have no labels
   */
  static ClassNames of(String location, ShardSet shards) {
    ImmutableList<PixelClass> classes =
        shards
            .pixelClasses()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no list of classes: it was imported without labels; make labelled"
                                .formatted(location)
                            + " shards with densesiam import masks"));
    return new ClassNames(
        location, classes.stream().map(PixelClass::name).collect(toImmutableList()));
  }

  /**
   * Fails at the first difference.
   *
   * @throws IllegalArgumentException with both lists' names for it
   */
  void checkSameAs(ClassNames other) {
    if (names.equals(other.names)) {
      return;
    }
    int first =
        IntStream.range(0, Math.min(names.size(), other.names.size()))
            .filter(i -> !names.get(i).equals(other.names.get(i)))
            .findFirst()
            .orElse(Math.min(names.size(), other.names.size()));
    throw new IllegalArgumentException(
        "%s has other classes than %s: class %d is %s, not %s; import both with one class list"
            .formatted(other.origin, origin, first, other.nameOf(first), nameOf(first)));
  }

  private String nameOf(int number) {
    return number < names.size() ? "\"" + names.get(number) + "\"" : "none";
  }
}
