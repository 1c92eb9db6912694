package org.densesiam.trainer.progress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches who can be shown a line that changes. */
final class Terminal {
  private static final int USUAL_COLUMNS = 80;

  /** Narrower ones have told nonsense. */
  private static final int FEWEST_COLUMNS = 20;

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

  /**
   * Characters a line, from {@code stty}, which POSIX has; 80 where that does not tell. Not from
   * JLine, whose terminal may take the signals of {@code machine.StopSignal}.
   */
  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/tty")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return columns(new String(stty.getInputStream().readAllBytes(), US_ASCII));
    } catch (IOException e) { // such as no stty, no terminal
      return USUAL_COLUMNS;
    }
  }

  /** Of what {@code stty size} prints: rows, then columns; 0 where the terminal was not asked. */
  static int columns(String size) {
    List<String> numbers = Splitter.on(' ').splitToList(size.strip());
    @Nullable Integer columns = numbers.size() == 2 ? Ints.tryParse(numbers.get(1)) : null;
    return columns == null || columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns;
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
