package org.densesiam.data;

/**
 * Text that may go to a terminal, a log or a table. File systems allow names with line ends, tabs
 * and terminals' escape sequences, by which a name would forge a row or recolour a screen.
 *
 * <p>A line end becomes {@code \n}, a tab {@code \t}; another character that is not seen, or that
 * changes how its neighbours are, becomes a backslash, {@code u} and its four hexadecimal digits:
 * control characters, separators of lines, directions of writing, lone halves of surrogate pairs.
 */
public final class PrintableText {
  // Within words of some scripts and within emoji; they change nothing around them.
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PrintableText() {}

  /** A name. Its backslashes are doubled, so that no two names are shown alike. */
  public static String ofName(String name) {
    return of(name.replace("\\", "\\\\"));
  }

  /** A sentence, which may have names in it, escaped already or not. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(each -> append(printable, each));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int codePoint) {
    switch (codePoint) {
      case '\n' -> printable.append("\\n");
      case '\t' -> printable.append("\\t");
      case '\r' -> printable.append("\\r");
      default -> {
        if (isShown(codePoint)) {
          printable.appendCodePoint(codePoint);
        } else {
          for (char half : Character.toChars(codePoint)) {
            printable.append("\\u%04x".formatted((int) half));
          }
        }
      }
    }
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }
}
