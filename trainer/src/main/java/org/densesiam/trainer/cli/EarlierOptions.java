package org.densesiam.trainer.cli;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options by the names that earlier versions gave them: command lines that were written down go on
 * to work. Help and errors know the names of today only.
 */
record EarlierOptions(ImmutableMap<String, String> todayByEarlier)
    implements IParameterPreprocessor {
  private static final ImmutableMap<String, ImmutableMap<String, String>> OF_COMMAND =
      ImmutableMap.of(
          "pretrain", ImmutableMap.of("--held-out", "--eval-data"),
          "segment", ImmutableMap.of("--backbone", "--init"),
          "evaluate", ImmutableMap.of("--data", "--eval-data"),
          "preview", ImmutableMap.of("--out", "--to"),
          "probe", ImmutableMap.of("--out", "--to"),
          "predict",
              ImmutableMap.of("--out", "--to", "--side", "--size", "--batch", "--batch-size"),
          "benchmark", ImmutableMap.of("--side", "--size", "--batch", "--batch-size"));

  /** Lets all commands take them. */
  static void accept(CommandLine densesiam) {
    OF_COMMAND.forEach(
        (command, options) ->
            requireNonNull(densesiam.getSubcommands().get(command), command)
                .getCommandSpec()
                .preprocessor(new EarlierOptions(options)));
  }

  /** Puts the names of today into the arguments that are left. */
  @Override
  @SuppressWarnings("JdkObsolete") // the type is picocli's
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    arguments.replaceAll(this::today);
    return false; // picocli parses them
  }

  private String today(String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return todayByEarlier.getOrDefault(name, name) + argument.substring(name.length());
  }
}
