package org.densesiam.data;

import com.google.common.base.Strings;

/** What TensorFlow says of a failure. */
public final class TensorFlowMessage {
  private TensorFlowMessage() {}

  /**
   * The first line: it says what is wrong, those after it name operations of our graph and go on
   * for a page.
   *
   * @param otherwise what to say where there is no message
   */
  public static String firstLine(Throwable thrown, String otherwise) {
    return Strings.nullToEmpty(thrown.getMessage()).lines().findFirst().orElse(otherwise);
  }
}
