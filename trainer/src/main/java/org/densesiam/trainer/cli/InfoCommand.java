package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.CpuMath;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code densesiam info}: what a bug report needs. */
@Command(
    name = "info",
    description = "Shows versions, native library, processor, memory and GPUs, for bug reports.",
    footerHeading = "%nExample:%n",
    footer = "  densesiam info --json")
final class InfoCommand implements Callable<Integer> {
  private static final double BYTES_PER_GIB = 1L << 30;

  @Spec private CommandSpec spec;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Info info = new Info(Build.current(), Environment.current(), CpuMath.current(), Device.list());
    PrintWriter out = spec.commandLine().getOut();
    json.show(info, out, () -> print(info, out));
    return ExitCode.DONE;
  }

  private static void print(Info info, PrintWriter out) {
    Build build = info.build();
    Environment environment = info.environment();
    line(out, "densesiam", "%s (%s)", build.version(), build.describeCommit());
    line(out, "TensorFlow", "%s, %s", environment.tensorflow(), environment.nativeLibrary());
    line(out, "Java", "%s", environment.java());
    line(out, "System", "%s", environment.operatingSystem());
    line(
        out,
        "Processor",
        "%s, %d cores",
        environment.cpuModel().orElse("unknown model"),
        environment.cores());
    line(
        out,
        "  features",
        "%s",
        environment.cpuFeatures().isEmpty()
            ? "unknown"
            : String.join(" ", environment.cpuFeatures()));
    line(out, "oneDNN", "%s", info.cpuMath().describeOneDnn());
    line(out, "bfloat16", "%s", info.cpuMath().describeBf16());
    line(
        out,
        "Memory",
        "%.1f GiB, of which Java's heap at most %.1f GiB",
        environment.memoryBytes() / BYTES_PER_GIB,
        environment.maxHeapBytes() / BYTES_PER_GIB);
    ImmutableList<Device> gpus = info.gpus();
    line(out, "GPUs", "%s", gpus.isEmpty() ? "none seen by TensorFlow" : gpus.size());
    for (Device gpu : gpus) {
      line(out, "  " + gpu.name(), "%.1f GiB usable", gpu.memoryBytes() / BYTES_PER_GIB);
    }
  }

  @FormatMethod
  private static void line(
      PrintWriter out, String label, @FormatString String format, Object... values) {
    out.printf("%-12s %s%n", label, format.formatted(values));
  }

  /**
   * What is shown.
   *
   * @param devices as TensorFlow lists them
   */
  record Info(
      Build build, Environment environment, CpuMath cpuMath, ImmutableList<Device> devices) {
    ImmutableList<Device> gpus() {
      return devices.stream()
          .filter(device -> device.type().equals("GPU"))
          .collect(ImmutableList.toImmutableList());
    }
  }
}
