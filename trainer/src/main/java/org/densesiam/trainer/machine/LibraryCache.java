package org.densesiam.trainer.machine;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.base.Throwables;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * The folder into which JavaCPP unpacks TensorFlow's libraries at the first start: {@code
 * ~/.javacpp/cache}, or the system property {@code org.bytedeco.javacpp.cachedir}.
 */
public final class LibraryCache {
  /** What they take, in bytes: 652 MiB of TensorFlow 2.18 for a CPU, measured. */
  private static final long NEEDED_BYTES = 690_000_000L;

  private static final String SETTING =
      "DENSESIAM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER";

  private LibraryCache() {}

  /**
   * Why a library could not be loaded, and what to do.
   *
   * @return empty if the error is not about a native library
   */
  public static Optional<String> explain(LinkageError error) {
    boolean ofLibrary =
        Throwables.getCausalChain(error).stream().anyMatch(UnsatisfiedLinkError.class::isInstance)
            || String.valueOf(error.getMessage()).startsWith("Could not initialize class org.tens");
    return ofLibrary ? Optional.of(sentence(error)) : Optional.empty();
  }

  private static String sentence(LinkageError error) {
    try {
      File folder = Loader.getCacheDir();
      return sentence(folder, folder.getUsableSpace(), firstLine(error));
    } catch (IOException e) {
      return "JavaCPP found no folder to unpack TensorFlow's libraries into; name one that can be written to, with %d MB of room: %s"
          .formatted(NEEDED_BYTES / 1_000_000, SETTING);
    }
  }

  private static String firstLine(LinkageError error) {
    return String.valueOf(Throwables.getRootCause(error).getMessage())
        .lines()
        .findFirst()
        .orElse("no reason given");
  }

  @VisibleForTesting
  static String sentence(File folder, long freeBytes, String reason) {
    String what =
        "TensorFlow's libraries could not be unpacked into %s or loaded from there"
            .formatted(folder);
    return freeBytes < NEEDED_BYTES
        ? String.format(
            Locale.ROOT,
            "%s: it has %d MB free, and they need %d; make room, or name another folder by %s",
            what,
            freeBytes / 1_000_000,
            NEEDED_BYTES / 1_000_000,
            SETTING)
        : "%s (%s); delete the folder, so that they are unpacked again, or name another by %s"
            .formatted(what, reason, SETTING);
  }
}
