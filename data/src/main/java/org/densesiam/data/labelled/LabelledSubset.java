package org.densesiam.data.labelled;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.densesiam.data.PrintableText;
import org.densesiam.data.record.PixelClass;

/**
 * The images of a labelled set that are learned from.
 *
 * @param names of the images, in order of choice: the first of them are a smaller choice's
 * @param missing classes that occur in the set, but in none of these images
 */
public record LabelledSubset(ImmutableSet<String> names, ImmutableList<PixelClass> missing) {

  /**
   * Draws images so that every class that occurs in the set is in one of them, if so few can have
   * them all: the rarest class that is still missing, by images, gets the next image; once none is
   * missing, the rest come in random order.
   *
   * @param count 1 to all
   * @param seed equal seeds draw equal images; a larger count draws the same and more
   */
  public static LabelledSubset draw(LabelCensus census, int count, long seed) {
    int all = census.images().size();
    checkArgument(
        count >= 1 && count <= all, "there are 1 to %s labelled images to take: %s", all, count);
    List<LabelledImage> shuffled = new ArrayList<>(census.images());
    Collections.shuffle(shuffled, new Random(key(seed)));
    Set<LabelledImage> order = new LinkedHashSet<>();
    Set<Integer> seen = new HashSet<>();
    for (int each : rarestFirst(census)) {
      if (!seen.contains(each)) {
        shuffled.stream()
            .filter(image -> image.classes().contains(each))
            .findFirst()
            .ifPresent(
                image -> {
                  order.add(image);
                  seen.addAll(image.classes());
                });
      }
    }
    order.addAll(shuffled);
    return of(census, order.stream().limit(count).collect(toImmutableList()));
  }

  /**
   * The images of these names.
   *
   * @throws IllegalArgumentException if one is none of the set's, or there is none
   */
  public static LabelledSubset named(LabelCensus census, ImmutableSet<String> names) {
    checkArgument(!names.isEmpty(), "a choice of labelled images must name one");
    ImmutableSet<String> known =
        census.images().stream().map(LabelledImage::name).collect(toImmutableSet());
    Sets.SetView<String> strangers = Sets.difference(names, known);
    checkArgument(
        strangers.isEmpty(),
        "%s of the %s images that are named are none of the labelled set's %s, the first is \"%s\";"
            + " names are those of the import, such as \"%s\"",
        strangers.size(),
        names.size(),
        known.size(),
        strangers.stream().findFirst().map(PrintableText::ofName).orElse(""),
        PrintableText.ofName(known.iterator().next()));
    return of(
        census,
        census.images().stream()
            .filter(image -> names.contains(image.name()))
            .collect(toImmutableList()));
  }

  private static LabelledSubset of(LabelCensus census, ImmutableList<LabelledImage> images) {
    return new LabelledSubset(
        images.stream().map(LabelledImage::name).collect(toImmutableSet()),
        IntStream.range(0, census.classes().size())
            .filter(each -> occurrences(census.images(), each) > 0)
            .filter(each -> occurrences(images, each) == 0)
            .mapToObj(census.classes()::get)
            .collect(toImmutableList()));
  }

  private static ImmutableList<Integer> rarestFirst(LabelCensus census) {
    return IntStream.range(0, census.classes().size())
        .boxed()
        .sorted(Comparator.comparing(each -> occurrences(census.images(), each)))
        .collect(toImmutableList());
  }

  /** Images that have a class. */
  private static long occurrences(List<LabelledImage> images, int each) {
    return images.stream().filter(image -> image.classes().contains(each)).count();
  }

  private static long key(long seed) {
    return Hashing.murmur3_128()
        .newHasher()
        .putLong(seed)
        .putString("labelled images", StandardCharsets.UTF_8)
        .hash()
        .asLong();
  }
}
