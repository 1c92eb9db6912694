package org.densesiam.trainer.machine;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/**
 * The machine and the software a process runs on. It names no host and no user.
 *
 * @param java version and maker of the Java runtime
 * @param tensorflow version of the native library, such as {@code 2.18.0}
 * @param nativeLibrary the flavour of the native library that was loaded, such as {@code
 *     linux-x86_64} or {@code linux-x86_64-gpu}
 * @param operatingSystem name, version, architecture
 * @param cpuModel empty where the system does not tell
 * @param cpuFeatures of those that matter for speed, the ones the processor has; empty where the
 *     system does not tell
 * @param cores processors this process may use
 * @param memoryBytes of the machine, or of the container
 * @param maxHeapBytes of the Java heap; tensors live outside of it
 */
public record Environment(
    String java,
    String tensorflow,
    String nativeLibrary,
    String operatingSystem,
    Optional<String> cpuModel,
    ImmutableSortedSet<String> cpuFeatures,
    int cores,
    long memoryBytes,
    long maxHeapBytes) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What oneDNN chooses its kernels by: x86 first, then Arm (asimd is NEON). */
  private static final ImmutableSortedSet<String> FEATURES_THAT_MATTER =
      ImmutableSortedSet.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "avx_vnni",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "asimddp",
          "bf16",
          "sve",
          "sve2");

  /** Of this process. Loads the native library, about a second. */
  public static Environment current() {
    String cpuInfo = cpuInfo();
    return new Environment(
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        TensorFlow.version(),
        nativeLibraryFlavour(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        cpuModel(cpuInfo),
        cpuFeatures(cpuInfo),
        Runtime.getRuntime().availableProcessors(),
        totalMemoryBytes(),
        Runtime.getRuntime().maxMemory());
  }

  /** From {@code model name : ...}; Arm kernels write none. */
  static Optional<String> cpuModel(String cpuInfo) {
    Matcher model = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$").matcher(cpuInfo);
    return model.find() ? Optional.of(model.group(1).strip()) : Optional.empty();
  }

  /** From {@code flags : ...} (x86) or {@code Features : ...} (Arm). */
  static ImmutableSortedSet<String> cpuFeatures(String cpuInfo) {
    Matcher flags = Pattern.compile("(?m)^(?:flags|Features)\\s*:\\s*(.+)$").matcher(cpuInfo);
    List<String> all =
        flags.find() ? Splitter.on(' ').omitEmptyStrings().splitToList(flags.group(1)) : List.of();
    return all.stream()
        .filter(FEATURES_THAT_MATTER::contains)
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  /** JavaCPP unpacks it into a folder named after the flavour. */
  private static String nativeLibraryFlavour() {
    Path library = Path.of(Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class));
    Path folder = library.getParent();
    return folder == null ? Loader.getPlatform() : folder.getFileName().toString();
  }

  private static long totalMemoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** Text of {@code /proc/cpuinfo}, empty where there is none. */
  static String cpuInfo() {
    try {
      return Files.readString(CPU_INFO);
    } catch (IOException e) {
      return ""; // not Linux
    }
  }
}
