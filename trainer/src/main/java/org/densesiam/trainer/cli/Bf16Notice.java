package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.machine.CpuMath;
import org.densesiam.trainer.machine.Device;
import picocli.CommandLine.Model.CommandSpec;

/** Tells who asks for bf16 where it is slow. */
final class Bf16Notice {
  private Bf16Notice() {}

  /** One line on stderr if this machine computes in {@code precision} slowly, else none. */
  static void print(Precision precision, CommandSpec spec) {
    CpuMath cpu = CpuMath.current();
    if (precision != Precision.BF16 || !cpu.lacksBf16()) {
      return; // devices are not listed without need: that opens a session
    }
    text(precision, cpu, Device.list()).ifPresent(spec.commandLine().getErr()::println);
  }

  /** The line; empty if the processor has the instructions, or a GPU computes. */
  static Optional<String> text(Precision precision, CpuMath cpu, ImmutableList<Device> devices) {
    boolean gpu = devices.stream().anyMatch(device -> device.type().equals("GPU"));
    return precision == Precision.BF16 && cpu.lacksBf16() && !gpu
        ? Optional.of(
            "bf16 is slow here: this processor has no bf16 instructions and TensorFlow sees no GPU;"
                + " fp32 computes about 16 times faster.")
        : Optional.empty();
  }
}
