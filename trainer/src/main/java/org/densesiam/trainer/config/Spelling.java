package org.densesiam.trainer.config;

import com.google.common.base.Ascii;

/** How values of enums are spelt wherever a user reads or writes them. */
public final class Spelling {
  private Spelling() {}

  /** Lower case, words joined by {@code -}: {@code saved-model}. */
  public static String of(Enum<?> value) {
    return Ascii.toLowerCase(value.name()).replace('_', '-');
  }
}
