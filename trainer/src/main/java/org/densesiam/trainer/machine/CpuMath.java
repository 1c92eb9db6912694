package org.densesiam.trainer.machine;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Map;
import java.util.Optional;

/**
 * Two facts about a processor that decide how fast TensorFlow computes on it.
 *
 * @param oneDnn whether TensorFlow's kernels are oneDNN's
 * @param oneDnnReason who decided that, such as {@code TF_ENABLE_ONEDNN_OPTS=1}
 * @param bf16 whether the processor multiplies bfloat16
 * @param bf16Instruction its feature that does, such as {@code avx512_bf16}; empty if there is
 *     none, or the system does not tell
 */
public record CpuMath(
    OneDnn oneDnn, String oneDnnReason, Bf16 bf16, Optional<String> bf16Instruction) {
  /** Read by TensorFlow once, when it starts; the launcher sets it unless the user has. */
  private static final String SWITCH = "TF_ENABLE_ONEDNN_OPTS";

  /** With any of these TensorFlow 2.18 turns oneDNN on by itself (its IsMKLEnabled). */
  private static final ImmutableSortedSet<String> TURN_ONEDNN_ON =
      ImmutableSortedSet.of(
          "avx512_vnni", "avx512_bf16", "avx_vnni", "amx_tile", "amx_int8", "amx_bf16");

  private static final ImmutableSortedSet<String> MULTIPLY_BF16 =
      ImmutableSortedSet.of("amx_bf16", "avx512_bf16", "bf16");

  /** Whether oneDNN computes. */
  public enum OneDnn {
    ON,
    OFF,
    /** Not x86: the build of TensorFlow decides. */
    UNKNOWN
  }

  /** Whether there are instructions for bfloat16. */
  public enum Bf16 {
    IN_HARDWARE,
    NONE,
    /** The system does not tell: it is not Linux. */
    UNKNOWN
  }

  /** Of this process and processor. Loads no native library. */
  public static CpuMath current() {
    return of(Environment.cpuInfo(), System.getenv());
  }

  /**
   * Of a processor.
   *
   * @param cpuInfo text of {@code /proc/cpuinfo}, empty where there is none
   * @param environment variables of the process
   */
  @VisibleForTesting
  static CpuMath of(String cpuInfo, Map<String, String> environment) {
    ImmutableSortedSet<String> features = Environment.cpuFeatures(cpuInfo);
    Optional<String> instruction = features.stream().filter(MULTIPLY_BF16::contains).findFirst();
    Bf16 none = features.isEmpty() ? Bf16.UNKNOWN : Bf16.NONE;
    Bf16 bf16 = instruction.isPresent() ? Bf16.IN_HARDWARE : none;
    String value = environment.getOrDefault(SWITCH, "");
    return switch (Ascii.toLowerCase(value)) {
      case "1", "true" -> new CpuMath(OneDnn.ON, SWITCH + "=" + value, bf16, instruction);
      case "0", "false" -> new CpuMath(OneDnn.OFF, SWITCH + "=" + value, bf16, instruction);
      default -> new CpuMath(chosen(features), "TensorFlow's own choice", bf16, instruction);
    };
  }

  private static OneDnn chosen(ImmutableSortedSet<String> features) {
    if (features.stream().anyMatch(TURN_ONEDNN_ON::contains)) {
      return OneDnn.ON;
    }
    return features.contains("sse4_2") ? OneDnn.OFF : OneDnn.UNKNOWN;
  }

  /** Such as {@code on (TF_ENABLE_ONEDNN_OPTS=1)}. */
  public String describeOneDnn() {
    return "%s (%s)".formatted(Ascii.toLowerCase(oneDnn.name()), oneDnnReason);
  }

  /** Such as {@code in hardware (avx512_bf16)}. */
  public String describeBf16() {
    return switch (bf16) {
      case IN_HARDWARE -> "in hardware (%s)".formatted(bf16Instruction.orElseThrow());
      // Measured on such a CPU: a step that takes 362 ms in fp32 takes 5,693 in bf16.
      case NONE -> "no instructions: bf16 computes about 16 times slower than fp32 here";
      case UNKNOWN -> "unknown";
    };
  }

  /** Whether bf16 is emulated. */
  public boolean lacksBf16() {
    return bf16 == Bf16.NONE;
  }
}
