package org.densesiam.trainer.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/** How values of enums are spelt wherever a user reads or writes them. */
public final class Spelling {
  private Spelling() {}

  /** Lower case, words joined by {@code -}: {@code saved-model}. */
  public static String of(Enum<?> value) {
    return Ascii.toLowerCase(value.name()).replace('_', '-');
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
