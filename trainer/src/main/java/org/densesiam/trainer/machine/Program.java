package org.densesiam.trainer.machine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * This program as its user calls it: {@code densesiam} is seldom in PATH, so what is printed to be
 * copied begins with what was typed, such as {@code ./densesiam}. The launcher tells it by a system
 * property.
 */
public final class Program {
  /** Where nobody told another. */
  public static final String USUAL_NAME = "densesiam";

  private static final String PROPERTY = "densesiam.program";

  private Program() {}

  /** As typed, quoted for a shell where needed. */
  public static String name() {
    String typed = System.getProperty(PROPERTY, "");
    return typed.isEmpty() ? USUAL_NAME : quoted(typed);
  }

  /**
   * A line to copy into a shell.
   *
   * @param words the command, its options and their values; each is quoted where needed
   */
  public static String command(Object... words) {
    return command(ImmutableList.copyOf(words));
  }

  /** As {@link #command(Object...)}. */
  public static String command(List<?> words) {
    return words.stream()
        .map(word -> " " + quoted(word.toString()))
        .collect(Collectors.joining("", name(), ""));
  }

  /** One word for a shell. */
  public static String quoted(String word) {
    return word.matches("[\\w./~+=:,%@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
