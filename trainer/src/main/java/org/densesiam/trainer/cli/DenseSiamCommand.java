package org.densesiam.trainer.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.densesiam.trainer.machine.Build;
import org.densesiam.trainer.machine.NvidiaLibraries;
import org.densesiam.trainer.machine.TensorFlowLog;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command {@code densesiam}: names the others, and holds the options that all share. */
@Command(
    name = "densesiam",
    description = "Learns dense image representations from unlabelled photographs (DenseSiam).",
    subcommands = {
      QuickstartCommand.class,
      ImportCommand.class,
      ConfigCommand.class,
      PreviewCommand.class,
      PretrainCommand.class,
      SegmentCommand.class,
      FinetuneCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      WeightsCommand.class,
      ProbeCommand.class,
      SelectCommand.class,
      ReportCommand.class,
      BenchmarkCommand.class,
      CheckCommand.class,
      VerifyCommand.class,
      InfoCommand.class
    },
    versionProvider = DenseSiamCommand.Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  densesiam info")
final class DenseSiamCommand {
  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  // Not picocli's standard options, which give --version to every command: export has one of its
  // own.
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = {"--debug", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure, and the log on the console.")
  private boolean debug;

  boolean isDebug() {
    return debug;
  }

  /**
   * Runs one command line. Never throws.
   *
   * @return an {@link ExitCode}
   */
  static int execute(String... args) {
    return execute(commandLine(), args);
  }

  /** All commands. */
  static CommandLine commandLine() {
    DenseSiamCommand root = new DenseSiamCommand();
    FailureHandler failures = new FailureHandler();
    CommandLine commandLine = new CommandLine(root);
    EarlierOptions.accept(commandLine);
    OptionOrder.arrange(commandLine);
    commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(
            parsed -> {
              refuseUnknown(parsed);
              if (root.debug) {
                DebugLog.toConsole();
              }
              try {
                NvidiaLibraries.load(); // before any command can touch a TensorFlow class
                if (usesTensorFlow(parsed)) {
                  TensorFlowLog.skipFirstLines();
                }
              } catch (RuntimeException e) { // picocli would throw it on
                return FailureHandler.report(Failure.of(e), e, parsed.commandSpec().commandLine());
              }
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
    TypedName.intoHelp(commandLine);
    return commandLine;
  }

  /** Picocli shows help for {@code densesiam foo --help}, as if it knew foo. */
  private static void refuseUnknown(ParseResult parsed) {
    if (!parsed.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
    }
    if (parsed.hasSubcommand()) {
      refuseUnknown(parsed.subcommand());
    }
  }

  /** All commands do but for help; {@link ReportCommand} sees for itself, which mostly does not. */
  private static boolean usesTensorFlow(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return !last.isUsageHelpRequested()
        && !last.isVersionHelpRequested()
        && !(last.commandSpec().userObject() instanceof ReportCommand);
  }

  /** As {@link #execute(String...)}, with commands and outputs as a test set them. */
  static int execute(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(args);
    } catch (LinkageError | OutOfMemoryError error) { // picocli hands on exceptions only
      return FailureHandler.report(Failure.of(error), error, commandLine);
    } finally {
      commandLine.getOut().flush();
      commandLine.getErr().flush();
    }
  }

  /** {@code densesiam --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Build build = Build.current();
      return new String[] {"densesiam " + build.version() + " (" + build.describeCommit() + ")"};
    }
  }

  /** Opens the console half of the log, which {@code logback.xml} keeps to warnings. */
  static final class DebugLog {
    private DebugLog() {}

    /** Shows everything of ours from DEBUG on, for {@code --debug}. */
    static void toConsole() {
      Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      Appender<ILoggingEvent> console = root.getAppender("console");
      console.getCopyOfAttachedFiltersList().stream()
          .filter(ThresholdFilter.class::isInstance)
          .map(ThresholdFilter.class::cast)
          .forEach(filter -> filter.setLevel(Level.DEBUG.toString()));
    }
  }
}
