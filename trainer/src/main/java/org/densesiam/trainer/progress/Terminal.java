package org.densesiam.trainer.progress;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches who can be shown a line that changes. */
final class Terminal {
  private Terminal() {}

  /**
   * Java tells of stdin and stdout, not of stderr: a run whose results go through a pipe gets plain
   * lines too.
   */
  static boolean movesItsCursor(@Nullable Console console, Map<String, String> environment) {
    return console != null
        && isTerminal(console)
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** From Java 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
