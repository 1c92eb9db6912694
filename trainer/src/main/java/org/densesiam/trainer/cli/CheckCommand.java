package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.densesiam.model.scope.Precision;
import org.densesiam.trainer.check.DeviceCheck;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.CpuMath;
import org.densesiam.trainer.machine.Device;
import org.densesiam.trainer.machine.Environment;
import org.densesiam.trainer.machine.NvidiaLibraries;
import org.densesiam.trainer.machine.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code densesiam check}: does every device compute rightly, and what is missing. */
@Command(
    name = "check",
    description = {
      "Tells whether every device computes rightly, and what this machine lacks.",
      "Runs a few training steps of a small network on every device, in fp32 and bf16, and"
          + " compares losses and weights with what PyTorch computed in float64.",
      "Exit code 0 only if all are right. With DENSESIAM_GPU=1 the first thing to run on a GPU."
    },
    footerHeading = "%nExample:%n",
    footer = {"  densesiam check", "  DENSESIAM_GPU=1 densesiam check --json"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private JsonOption json;

  /**
   * What is shown.
   *
   * @param missing a sentence for whatever keeps this machine from its full speed
   */
  record Result(
      Build build,
      Environment environment,
      CpuMath cpuMath,
      ImmutableList<DeviceCheck.Outcome> outcomes,
      ImmutableList<String> missing) {

    boolean isRight() {
      return outcomes.stream().allMatch(DeviceCheck.Outcome::right);
    }
  }

  @Override
  public Integer call() {
    ImmutableList<Device> devices = Device.list();
    DeviceCheck check = new DeviceCheck();
    ImmutableList.Builder<DeviceCheck.Outcome> outcomes = ImmutableList.builder();
    for (Device device : devices) {
      if (device.type().equals("CPU") || device.type().equals("GPU")) {
        for (Precision precision : Precision.values()) {
          outcomes.add(check.run(device, precision));
        }
      }
    }
    CpuMath cpu = CpuMath.current();
    Result result =
        new Result(
            Build.current(), Environment.current(), cpu, outcomes.build(), missing(cpu, devices));
    PrintWriter out = spec.commandLine().getOut();
    json.show(result, out, () -> print(result, out));
    return result.isRight() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static ImmutableList<String> missing(CpuMath cpu, ImmutableList<Device> devices) {
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    if (cpu.oneDnn() == CpuMath.OneDnn.OFF) {
      missing.add(
          "oneDNN is off (%s): training on this CPU takes a quarter longer; start by the launcher,"
                  .formatted(cpu.oneDnnReason())
              + " or set TF_ENABLE_ONEDNN_OPTS=1");
    }
    if (cpu.lacksBf16()) {
      missing.add("bf16: the processor has " + cpu.describeBf16());
    }
    if (devices.stream().noneMatch(device -> device.type().equals("GPU"))) {
      NvidiaLibraries.whyNoGpu().ifPresent(missing::add);
    }
    return missing.build();
  }

  private static void print(Result result, PrintWriter out) {
    Environment environment = result.environment();
    out.printf(
        "%s, %d cores, oneDNN %s%nTensorFlow %s (%s)%n%n",
        environment.cpuModel().orElse("unknown processor"),
        environment.cores(),
        result.cpuMath().describeOneDnn(),
        environment.tensorflow(),
        environment.nativeLibrary());
    out.printf(
        "%-8s %-5s %-6s %10s   %-22s %-22s%n",
        "device", "", "", "ms a step", "losses off (allowed)", "weights off (allowed)");
    for (DeviceCheck.Outcome outcome : result.outcomes()) {
      out.println(line(outcome));
    }
    out.println();
    result.missing().forEach(out::println);
    out.println(
        result.isRight()
            ? "All right."
            : "WRONG: what is trained here cannot be trusted. Please report it, with the output of "
                + Program.command("check", "--json"));
  }

  private static String line(DeviceCheck.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%-8s %-5s %-6s %10.1f   %-22s %-22s",
        outcome.device().substring(outcome.device().indexOf("device:") + "device:".length()),
        Spelling.of(outcome.precision()),
        outcome.right() ? "right" : "WRONG",
        outcome.millisPerStep(),
        offBy(outcome.losses(), outcome.lossesAllowed()),
        offBy(outcome.weights(), outcome.weightsAllowed()));
  }

  private static String offBy(double found, double allowed) {
    return String.format(Locale.ROOT, "%.1e (%.1e)", found, allowed);
  }
}
