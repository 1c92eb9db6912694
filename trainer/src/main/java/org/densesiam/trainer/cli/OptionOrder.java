package org.densesiam.trainer.cli;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help whose options stand in one order for every command: what it works on, where the result goes,
 * how it is done, then what all commands have.
 */
final class OptionOrder extends Help {
  private static final ImmutableList<String> FIRST =
      ImmutableList.of(
          "--job",
          "--preset",
          "--data",
          "--eval-data",
          "--from",
          "--images",
          "--labels",
          "--classes",
          "--coco",
          "--list",
          "--model",
          "--run",
          "--checkpoint",
          "--init",
          "--to",
          "--set",
          "--epochs",
          "--batch-size",
          "--size",
          "--seed",
          "--clusters");

  private static final ImmutableList<String> LAST =
      ImmutableList.of(
          "--repeat",
          "--resume",
          "--from-step",
          "--json",
          "--no-progress",
          "--help",
          "--debug",
          "--version");

  private OptionOrder(CommandSpec spec, ColorScheme colours) {
    super(spec, colours);
  }

  /** Lets all commands have it. */
  static void arrange(CommandLine densesiam) {
    densesiam.setHelpFactory(OptionOrder::new);
  }

  @Override
  public Comparator<OptionSpec> createDefaultOptionSort() {
    return Comparator.comparing(OptionOrder::rank); // stable: others stay as they are declared
  }

  private static int rank(OptionSpec option) {
    for (String name : option.names()) {
      int first = FIRST.indexOf(name);
      int last = LAST.indexOf(name);
      // export's --version is a number of its own, not what all commands have
      boolean own = name.equals("--version") && !option.versionHelp();
      if (first >= 0) {
        return first;
      }
      if (last >= 0 && !own) {
        return FIRST.size() + 1 + last;
      }
    }
    return FIRST.size();
  }
}
