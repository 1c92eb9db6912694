package org.densesiam.data.source;

import java.io.IOException;
import java.io.Serial;

/** Something has the name of a file and is none: a pipe, a socket, a device. It was not opened. */
public final class NotAFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NotAFileException(String found) {
    super("expected a regular file, found " + found);
  }
}
