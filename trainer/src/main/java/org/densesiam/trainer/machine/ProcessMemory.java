package org.densesiam.trainer.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Physical memory that this process holds: Java's heap, TensorFlow's tensors, code, everything.
 *
 * @param residentBytes now
 * @param peakBytes the most so far, or since {@link #forgetPeak}
 */
public record ProcessMemory(long residentBytes, long peakBytes) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
  private static final long BYTES_PER_KIB = 1024;

  /** Of this process; empty on systems other than Linux. */
  public static Optional<ProcessMemory> current() {
    try {
      return parse(Files.readString(STATUS));
    } catch (IOException e) {
      return Optional.empty(); // not Linux
    }
  }

  /** Lets the peak start anew from what is resident now, where the system allows it. */
  public static void forgetPeak() {
    try {
      Files.writeString(CLEAR_REFS, "5"); // proc(5): resets the peak resident set size
    } catch (IOException e) {
      // Not Linux, or a container that forbids it: the peak is then that of the whole process.
    }
  }

  /** Of the text of {@code /proc/self/status}, in kB of 1024. */
  static Optional<ProcessMemory> parse(String status) {
    Optional<Long> resident = bytes(status, "VmRSS");
    return bytes(status, "VmHWM")
        .flatMap(peak -> resident.map(now -> new ProcessMemory(now, peak)));
  }

  private static Optional<Long> bytes(String status, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + ":\\s+(\\d+) kB$").matcher(status);
    return line.find()
        ? Optional.of(Long.parseLong(line.group(1)) * BYTES_PER_KIB)
        : Optional.empty();
  }
}
