package org.densesiam.trainer.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How values of enums are spelt wherever a user reads or writes them. */
public final class Spelling {
  private Spelling() {}

  /** Lower case, words joined by {@code -}: {@code saved-model}. */
  public static String of(Enum<?> value) {
    return Ascii.toLowerCase(value.name()).replace('_', '-');
  }

  /**
   * The known word that somebody probably meant: a third of the characters may differ, and two of
   * any word.
   */
  public static Optional<String> nearest(String typed, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparing(word -> distance.apply(typed, word)))
        .filter(word -> distance.apply(typed, word) <= Math.max(2, typed.length() / 3));
  }

  /** All values of an enum, in order; none of another class. */
  static ImmutableList<String> all(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(constant -> of((Enum<?>) constant))
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of();
  }
}
