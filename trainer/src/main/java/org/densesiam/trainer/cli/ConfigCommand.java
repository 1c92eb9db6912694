package org.densesiam.trainer.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.commons.text.WordUtils;
import org.densesiam.trainer.config.ConfigKey;
import org.densesiam.trainer.config.ConfigYaml;
import org.densesiam.trainer.config.Job;
import org.densesiam.trainer.config.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code densesiam config}: what a preset holds, and what each key means. */
@Command(
    name = "config",
    description = {
      "Shows the configuration that a preset makes up, and what each key means.",
      "The output is YAML. Saved as my.yaml, --preset my.yaml takes it; such a file need only hold"
          + " \"preset: laptop\" and what differs from that preset."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  densesiam config --preset laptop --set run.epochs=50 > my.yaml",
      "  densesiam config --job segment --keys"
    })
final class ConfigCommand implements Callable<Integer> {
  private static final String LINE = "%-33s %-19s %s%n";
  private static final int MEANING_COLUMNS = 96;

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--keys",
      description = "Print a table of all keys: type, range, default and meaning.")
  private boolean keys;

  @Mixin private JsonOption json;

  /**
   * What {@code --keys} shows.
   *
   * @param preset whose values are the defaults
   */
  record Keys(Job job, String preset, ImmutableList<ConfigKey> keys) {}

  @Override
  public Integer call() {
    checkArgument(keys || !json.isGiven(), "--json goes with --keys: the configuration is YAML");
    TrainingConfig config = presets.load();
    PrintWriter out = spec.commandLine().getOut();
    if (keys) {
      Keys shown = new Keys(config.job(), presets.preset(), ConfigYaml.keys(config));
      json.show(shown, out, () -> print(shown.keys, out));
    } else {
      out.printf(
          "# densesiam %s --preset %s%s%n",
          config.job().toString(),
          presets.preset(),
          presets.overrides().isEmpty()
              ? ""
              : " --set " + String.join(" --set ", presets.overrides()));
      out.print(ConfigYaml.explain(config));
    }
    return ExitCode.DONE;
  }

  private static void print(ImmutableList<ConfigKey> keys, PrintWriter out) {
    out.printf(LINE, "key", "default", "type, range");
    out.printf("    meaning%n");
    for (ConfigKey key : keys) {
      out.printf(LINE, key.key(), usual(key), values(key));
      out.printf("    %s%n", WordUtils.wrap(meaning(key), MEANING_COLUMNS, "\n    ", false));
    }
  }

  private static String values(ConfigKey key) {
    String glue = key.type().equals("one of") ? " " : ", ";
    return key.range().isEmpty() ? key.type() : key.type() + glue + key.range();
  }

  private static String meaning(ConfigKey key) {
    return key.meaning() + key.absent().map(absent -> "; left out: " + absent).orElse("");
  }

  private static String usual(ConfigKey key) {
    return key.value()
        .map(value -> value.isTextual() ? value.asText() : value.toString())
        .orElse("-");
  }
}
