package org.densesiam.trainer.cli;

import com.google.common.base.Strings;
import java.io.PrintWriter;
import java.util.Arrays;
import org.densesiam.trainer.config.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command throws into one line on stderr and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** A command failed. */
  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    return report(Failure.of(thrown), thrown, commandLine);
  }

  /** A command line could not be parsed. */
  @Override
  public int handleParseException(ParameterException thrown, String[] args) {
    CommandLine commandLine = thrown.getCommandLine();
    if (args.length == 0) { // the first thing a newcomer types
      commandLine.usage(commandLine.getErr());
      return ExitCode.WRONG_USAGE;
    }
    String name = commandLine.getCommandSpec().qualifiedName();
    PrintWriter err = commandLine.getErr();
    err.println(
        "%s: %s; see '%s --help'"
            .formatted(
                name, TypedName.of(commandLine.getCommandSpec()).in(sentence(thrown)), name));
    if (Arrays.asList(args).contains("--debug") || Arrays.asList(args).contains("--verbose")) {
      thrown.printStackTrace(err);
    }
    return ExitCode.WRONG_USAGE;
  }

  static int report(Failure failure, Throwable thrown, CommandLine commandLine) {
    PrintWriter err = commandLine.getErr();
    CommandSpec spec = commandLine.getCommandSpec();
    err.println(spec.qualifiedName() + ": " + TypedName.of(spec).in(failure.sentence()));
    if (isDebug(commandLine)) {
      thrown.printStackTrace(err);
    }
    return failure.exitCode();
  }

  private static boolean isDebug(CommandLine commandLine) {
    return commandLine.getCommandSpec().root().userObject() instanceof DenseSiamCommand root
        && root.isDebug();
  }

  private static String sentence(ParameterException thrown) {
    String text = Failure.oneLine(Strings.nullToEmpty(thrown.getMessage()));
    if (thrown instanceof UnmatchedArgumentException unmatched) {
      return text
          + Spelling.nearest(unmatched.getUnmatched().get(0), unmatched.getSuggestions())
              .map("; did you mean %s?"::formatted)
              .orElse("");
    }
    return text;
  }
}
