package org.densesiam.trainer.cli;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.densesiam.data.PrintableText;
import org.densesiam.trainer.machine.LibraryCache;

/**
 * What a user is told about a throwable.
 *
 * @param exitCode an {@link ExitCode}
 * @param sentence one line: what is wrong and what to do
 */
record Failure(int exitCode, String sentence) {
  private static final String DEBUG_HINT = " (run again with --debug for the stack trace)";

  static Failure of(Throwable thrown) {
    // The very class: a NumberFormatException is a defect of ours, not the caller's.
    if (thrown.getClass() == IllegalArgumentException.class) {
      return new Failure(ExitCode.WRONG_USAGE, oneLine(messageOf(thrown)));
    }
    if (thrown instanceof UncheckedIOException unchecked) {
      return new Failure(ExitCode.FAILED, advice(oneLine(describe(unchecked))));
    }
    if (thrown instanceof IOException io) {
      return new Failure(ExitCode.FAILED, advice(oneLine(describe(io))));
    }
    if (thrown.getClass() == IllegalStateException.class) {
      return new Failure(ExitCode.FAILED, oneLine(messageOf(thrown)));
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.FAILED,
          "the Java heap is full: "
              + oneLine(messageOf(thrown))
              + "; give it more, such as by DENSESIAM_JAVA_OPTS=-Xmx8g");
    }
    if (thrown instanceof LinkageError linkage) {
      Optional<String> library = LibraryCache.explain(linkage);
      if (library.isPresent()) {
        return new Failure(ExitCode.FAILED, oneLine(library.get()) + DEBUG_HINT);
      }
    }
    return new Failure(
        ExitCode.FAILED, thrown.getClass().getSimpleName() + ": " + firstLine(thrown) + DEBUG_HINT);
  }

  /** What to do about a disk that does not take what is written. */
  private static String advice(String sentence) {
    if (sentence.contains("; ")) { // it says already
      return sentence;
    }
    if (sentence.contains("No space left on device") || sentence.contains("quota exceeded")) {
      return sentence + "; free some space, then run again";
    }
    if (sentence.contains("Read-only file system")
        || sentence.matches("Cannot (make|write) .*: no permission: .*")) {
      return sentence + "; name a folder that can be written to";
    }
    return sentence;
  }

  /**
   * Our own sentence where there is one, and the file system's reason unless it is told already.
   */
  private static String describe(UncheckedIOException unchecked) {
    IOException cause = requireNonNull(unchecked.getCause());
    String reason = describe(cause);
    String own = messageOf(unchecked).replace(cause.toString(), reason);
    boolean told =
        own.contains(reason)
            || own.contains(messageOf(cause))
            || (cause instanceof AccessDeniedException && own.contains("permission denied"));
    return told ? own : own + ": " + reason;
  }

  /** The messages of the JDK's file exceptions are often a bare path; says what is the matter. */
  private static String describe(IOException io) {
    if (io instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (io instanceof AccessDeniedException denied) {
      return "no permission: " + denied.getFile();
    }
    if (io instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason() + ": " + system.getFile();
    }
    return io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
  }

  private static String messageOf(Throwable thrown) {
    return Strings.isNullOrEmpty(thrown.getMessage())
        ? thrown.getClass().getSimpleName()
        : thrown.getMessage();
  }

  /** TensorFlow's messages go on for a page; their first line says what is wrong. */
  private static String firstLine(Throwable thrown) {
    return oneLine(messageOf(thrown).lines().findFirst().orElse(""));
  }

  /** Without line breaks and what a terminal would obey. */
  static String oneLine(String text) {
    return PrintableText.of(CharMatcher.whitespace().trimAndCollapseFrom(text, ' '));
  }
}
