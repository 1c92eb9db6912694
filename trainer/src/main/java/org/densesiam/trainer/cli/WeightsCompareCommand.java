package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.densesiam.trainer.weights.NetworkPart;
import org.densesiam.trainer.weights.WeightComparison;
import org.densesiam.trainer.weights.WeightComparison.Difference;
import org.densesiam.trainer.weights.WeightSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code densesiam weights compare}: see {@link WeightComparison}. */
@Command(
    name = "compare",
    description = {
      "Compares two runs or .safetensors files: names, shapes, values.",
      "Exits with 0 if they are the same, bit for bit or within --tolerance, and with 1 if not."
    },
    footerHeading = "%nExample:%n",
    footer = "  densesiam weights compare runs/first backbone.safetensors")
final class WeightsCompareCommand implements Callable<Integer> {
  private static final int NAMED = 3;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FIRST", description = "A run or a .safetensors file.")
  private Path first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "Another.")
  private Path second;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "backbone or network: what to compare. Default: network, or backbone where one of the two"
              + " has no more.")
  private @Nullable NetworkPart asked;

  @Option(
      names = "--tolerance",
      paramLabel = "R",
      description = "How much of its largest value a variable may be off by. Default: not a bit.")
  private double tolerance;

  @Mixin private JsonOption json;

  /** What {@code --json} shows. */
  record Result(boolean same, double tolerance, NetworkPart part, WeightComparison comparison) {}

  @Override
  public Integer call() {
    checkArgument(tolerance >= 0, "--tolerance must not be negative: %s", tolerance);
    NetworkPart part = part();
    WeightComparison comparison =
        WeightComparison.of(part.of(WeightSource.at(first)), part.of(WeightSource.at(second)));
    boolean same = tolerance == 0 ? comparison.isIdentical() : comparison.isWithin(tolerance);
    PrintWriter out = spec.commandLine().getOut();
    json.show(
        new Result(same, tolerance, part, comparison), out, () -> print(comparison, same, out));
    return same ? ExitCode.DONE : ExitCode.FAILED;
  }

  private NetworkPart part() {
    if (asked != null) {
      return asked;
    }
    return Stream.of(first, second).allMatch(WeightsCompareCommand::isMoreThanABackbone)
        ? NetworkPart.NETWORK
        : NetworkPart.BACKBONE;
  }

  private static boolean isMoreThanABackbone(Path weights) {
    WeightSource source = WeightSource.at(weights);
    return source.network().shapes().size() > source.backbone().shapes().size();
  }

  private void print(WeightComparison comparison, boolean same, PrintWriter out) {
    printNames(out, "Only in " + first, comparison.onlyFirst());
    printNames(out, "Only in " + second, comparison.onlySecond());
    printNames(out, "Of different shapes", comparison.otherShape());
    long identical = comparison.differences().stream().filter(Difference::identical).count();
    out.printf(
        "%d of %d common variables are identical%n", identical, comparison.differences().size());
    comparison.differences().stream()
        .filter(each -> !each.identical())
        .max(Comparator.comparingDouble(Difference::maxRelative))
        .ifPresent(
            worst ->
                out.printf(
                    Locale.ROOT,
                    "%s differs most: by %.3g, which is %.3g of its largest value%n",
                    worst.name(),
                    worst.maxAbsolute(),
                    worst.maxRelative()));
    out.println(same ? "The same" : "Different");
  }

  private static void printNames(PrintWriter out, String what, ImmutableSet<String> names) {
    if (!names.isEmpty()) {
      out.printf(
          "%s: %s%s%n",
          what,
          Joiner.on(", ").join(names.asList().subList(0, Math.min(NAMED, names.size()))),
          names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
  }
}
