package org.densesiam.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class DenseSiamCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void execute_nothing_showsUsageOnStderrAndExits2() {
    assertThat(run()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("Usage: densesiam").contains("info");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_help_showsUsageOnStdoutAndExits0() {
    assertThat(run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Usage: densesiam").contains("info");
  }

  @Test
  void execute_version_namesVersionAndCommit() {
    assertThat(run("--version")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).matches("(?s)densesiam \\d+\\.\\d+\\.\\d+ \\(.+\\)\\s*");
  }

  @Test
  void execute_unknownOption_isOneLineWithSuggestionAndExits2() {
    assertThat(run("info", "--debugg")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("densesiam info: Unknown option: '--debugg'")
        .contains("see 'densesiam info --help'");
  }

  @Test
  void execute_misspeltCommand_namesTheRightOne() {
    assertThat(run("inof")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("did you mean info?");
  }

  @Test
  void execute_commandThatIsNearNone_isWrongUsageWithoutASuggestion() {
    assertThat(run("foo")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("'foo'").doesNotContain("did you mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo --help", "import foo --help", "inof -h"})
  void execute_unknownCommandWithHelp_isWrongUsage(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("Unmatched argument").hasLineCount(1);
  }

  @Test
  void execute_callersFault_isOneLineAndExits2() {
    assertThat(runFailing(new IllegalArgumentException("--data names no shards: a/b*")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().strip()).isEqualTo("densesiam fail: --data names no shards: a/b*");
  }

  @Test
  void execute_otherFault_isOneLineAndExits1() {
    assertThat(runFailing(new IllegalStateException("loss/pixel is NaN\nat step 7")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip()).isEqualTo("densesiam fail: loss/pixel is NaN at step 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail --debug", "--debug fail", "fail --verbose"})
  void execute_debug_showsTheStackTrace(String line) {
    assertThat(runFailing(new IllegalArgumentException("no"), line.split(" ", -1)))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("densesiam fail: no").contains("\tat org.densesiam");
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommand_showsAnExampleOfItself(CommandLine command) {
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    String name = command.getCommandSpec().qualifiedName();
    assertThat(usage).contains("Example").containsPattern("(?m)^ +\\S*" + name + "\\b");
    assertThat(usage).contains("--help").contains("--debug");
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommand_beginsWithALineAndKeepsExamplesWhole(CommandLine command) {
    CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    assertThat(usage.description()[0]).hasSizeLessThanOrEqualTo(80).endsWith(".");
    assertThat(usage.footer()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommand_hasItsOptionsInOneOrderWithin100Columns(CommandLine command) {
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(usage.lines()).allMatch(line -> line.length() <= 100);
    assertThat(
            Stream.of("--preset", "--data", "--eval-data", "--run", "--to", "--set", "--seed")
                .map(name -> usage.indexOf("\n      " + name + "="))
                .filter(place -> place >= 0))
        .isSorted();
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommand_ofAProgramOfAnotherName_showsThatName(CommandLine usual) {
    String name = usual.getCommandSpec().qualifiedName();
    assertThat(calledAs("/opt/my models/densesiam", (name.substring(9) + " --help").strip()).out())
        .contains("'/opt/my models/densesiam'")
        .doesNotContainPattern("(?<![\\w/])densesiam [a-z]");
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyExample_ofANameAsLongAsALine_staysInItsLine(CommandLine usual) {
    String name = usual.getCommandSpec().qualifiedName();
    String typed = "/" + "a-folder/".repeat(9) + "densesiam";
    String help = calledAs(typed, (name.substring(9) + " --help").strip()).out();
    String example = help.substring(help.lastIndexOf("Example:"));
    String usualHelp = usual.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(example.lines())
        .hasSameSizeAs(usualHelp.substring(usualHelp.lastIndexOf("Example:")).lines().toList());
  }

  @Test
  void failure_ofAProgramOfAnotherName_advisesThatName() {
    assertThat(calledAs("./densesiam", "export --run nowhere --to models/a").err())
        .startsWith("./densesiam export: nowhere holds no run")
        .contains("; ./densesiam pretrain --run makes one");
    assertThat(calledAs("./densesiam", "info --jsonn").err())
        .contains("see './densesiam info --help'");
  }

  private static CommandResult calledAs(String typed, String line) {
    System.setProperty("densesiam.program", typed);
    try {
      return CommandResult.of((Object[]) line.split(" ", -1));
    } finally {
      System.clearProperty("densesiam.program");
    }
  }

  static Stream<CommandLine> allCommands() {
    return withDescendants(DenseSiamCommand.commandLine());
  }

  private static Stream<CommandLine> withDescendants(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(DenseSiamCommandTest::withDescendants));
  }

  private int run(String... args) {
    CommandLine root = DenseSiamCommand.commandLine();
    root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(root, args);
  }

  private int runFailing(RuntimeException thrown, String... args) {
    CommandLine root = DenseSiamCommand.commandLine().addSubcommand(new FailCommand(thrown));
    root.setErr(new PrintWriter(err));
    return DenseSiamCommand.execute(root, args.length == 0 ? new String[] {"fail"} : args);
  }

  @Command(name = "fail", description = "Fails.")
  private static final class FailCommand implements Callable<Integer> {
    private final RuntimeException thrown;

    FailCommand(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public Integer call() {
      throw thrown;
    }
  }
}
