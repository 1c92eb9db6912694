package org.densesiam.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What Jackson says of a text that is not the JSON it should be. */
public final class JsonMessage {
  private static final Pattern PLACE =
      Pattern.compile("\\[Source: [^\\]]*?(line: \\d+, column: \\d+)\\]");

  private JsonMessage() {}

  /** The message, a place in the text by line and column only: our own sentence names the file. */
  public static String of(JsonProcessingException thrown) {
    return PLACE.matcher(thrown.getOriginalMessage()).replaceAll("$1");
  }
}
