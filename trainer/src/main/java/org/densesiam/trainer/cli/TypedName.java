package org.densesiam.trainer.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.densesiam.trainer.machine.Program;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Puts the program's name as the user typed it into texts that are written with {@code densesiam}:
 * help, and sentences of layers that know of no program.
 *
 * @param commands matches the name before one of the program's commands
 */
record TypedName(Pattern commands) {

  /** For texts about a program. */
  static TypedName of(CommandSpec spec) {
    String names =
        spec.root().subcommands().keySet().stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    // Not within a path or another word.
    return new TypedName(
        Pattern.compile("(?<![\\w./-])" + Program.USUAL_NAME + "(?=\\s+(" + names + ")\\b)"));
  }

  String in(String text) {
    return commands.matcher(text).replaceAll(Matcher.quoteReplacement(Program.name()));
  }

  /**
   * Makes all help of a program say the name; examples stay in their lines, however wide, so that
   * they can be copied.
   */
  static void intoHelp(CommandLine root) {
    root.setCommandName(Program.name());
    TypedName typed = of(root.getCommandSpec());
    var sections = root.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, TypedName::unwrappedFooter);
    sections.replaceAll((key, section) -> help -> typed.in(section.render(help)));
    root.setHelpSectionMap(sections);
  }

  private static String unwrappedFooter(CommandLine.Help help) {
    return Arrays.stream(help.commandSpec().usageMessage().footer())
        .map(line -> String.format(line + "%n"))
        .collect(Collectors.joining());
  }
}
